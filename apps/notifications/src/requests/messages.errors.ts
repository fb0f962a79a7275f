import { defineErrors } from '@passerelle/kernel';

export const messageErrors = defineErrors('notifications', {
  notRetryable: {
    kind: 'conflict',
    title: { fr: 'Message à ne pas renvoyer', en: 'Message not to be sent again' },
    detail: {
      fr: 'Dans l’état « {status} », un message ne se renvoie pas : il est parti, en cours, ou son délai est dépassé.',
      en: 'In the state "{status}" a message is not sent again: it has left, is under way, or its time is over.',
    },
  },
  contentForgotten: {
    kind: 'gone',
    title: { fr: 'Contenu effacé', en: 'Content forgotten' },
    detail: {
      fr: 'La durée de conservation est passée : demandez le message à nouveau à sa source.',
      en: 'Its retention is over: ask for the message anew where it came from.',
    },
  },
  noTransport: {
    kind: 'conflict',
    title: { fr: 'Aucun moyen d’envoi', en: 'No transport' },
    detail: {
      fr: 'Aucun moyen d’envoi n’est réglé pour le canal « {channel} ».',
      en: 'No transport is configured for the channel "{channel}".',
    },
  },
});
