import { defineErrors } from '@passerelle/kernel';

export const processingDelayErrors = defineErrors('indicators', {
  nothingPublished: {
    kind: 'not-found',
    title: { fr: 'Aucun délai publié', en: 'No delays published' },
    detail: {
      fr: 'Aucun relevé des délais n’est en vigueur à cette date.',
      en: 'No snapshot of the delays is in force on that day.',
    },
  },
  receivedAfter: {
    kind: 'rule',
    title: {
      fr: 'Réception postérieure à la date demandée',
      en: 'Received after the day asked for',
    },
    detail: {
      fr: 'Une attente se mesure depuis une réception passée, au plus tard le {latest}.',
      en: 'A wait is measured from a receipt in the past, on {latest} at the latest.',
    },
  },
});
