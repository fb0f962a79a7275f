import { defineErrors } from '@passerelle/kernel';

export const solutionErrors = defineErrors('mediation', {
  solutionDateOutOfRange: {
    kind: 'rule',
    title: { fr: 'Date de la solution impossible', en: 'Impossible date for the solution' },
    detail: {
      fr: 'La date {date} doit se situer entre le {from} et aujourd’hui ({today}).',
      en: 'The date {date} must be between {from} and today ({today}).',
    },
  },
  solutionAlreadyAnswered: {
    kind: 'conflict',
    title: { fr: 'Réponse déjà donnée', en: 'Already answered' },
    detail: {
      fr: 'La solution proposée a déjà reçu sa réponse.',
      en: 'The proposed solution has already been answered.',
    },
  },
});
