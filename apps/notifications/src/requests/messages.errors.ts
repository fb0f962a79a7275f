import { defineErrors } from '@passerelle/kernel';

export const messageErrors = defineErrors('notifications', {
  notRetryable: {
    kind: 'conflict',
    title: { fr: 'Nouvel envoi impossible', en: 'Message cannot be sent again' },
    detail: {
      fr: 'Le message est {status} : il ne peut pas être envoyé de nouveau.',
      en: 'The message is {status}, so it cannot be sent again.',
    },
  },
  contentForgotten: {
    kind: 'gone',
    title: { fr: 'Contenu effacé', en: 'Content deleted' },
    detail: {
      fr: 'La durée de conservation du message est dépassée : demandez un nouveau message au service qui l’a envoyé.',
      en: 'The message is no longer kept: ask the service that sent it for a new one.',
    },
  },
  noTransport: {
    kind: 'conflict',
    title: { fr: 'Aucun moyen d’envoi', en: 'No transport' },
    detail: {
      fr: 'Aucun moyen d’envoi {channel} n’est configuré.',
      en: 'No transport is configured to send {channel}.',
    },
  },
});
