import { defineErrors } from '@passerelle/kernel';

export const handoverErrors = defineErrors('mediation', {
  noActiveMediator: {
    kind: 'rule',
    title: { fr: 'Aucun médiateur en fonction', en: 'No active mediator' },
    detail: {
      fr: 'Ce compte n’est pas celui d’un médiateur en fonction : choisissez un autre médiateur.',
      en: 'This account is not the one of an active mediator: choose another mediator.',
    },
  },
  transferWithoutConflict: {
    kind: 'conflict',
    title: { fr: 'Aucun conflit d’intérêts déclaré', en: 'No conflict of interest declared' },
    detail: {
      fr: 'Une saisine n’est transmise au médiateur d’une autre Caf qu’après la déclaration d’un conflit d’intérêts.',
      en: 'A case goes to the mediator of another Caf only after a conflict of interest is declared.',
    },
  },
  transferDateOutOfRange: {
    kind: 'rule',
    title: { fr: 'Date de transmission impossible', en: 'Impossible date for the transfer' },
    detail: {
      fr: 'La date {date} doit se situer entre le {from} et aujourd’hui ({today}).',
      en: 'The date {date} must be between {from} and today ({today}).',
    },
  },
});
