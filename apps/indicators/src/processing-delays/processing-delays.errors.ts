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
      en: 'Received after the given day',
    },
    detail: {
      fr: 'La date de réception doit être le {latest} ou une date antérieure.',
      en: 'The day of receipt must be {latest} or an earlier day.',
    },
  },
});
