import { defineErrors } from '@passerelle/kernel';

export const correctionErrors = defineErrors('mediation', {
  nothingToCorrect: {
    kind: 'rule',
    title: { fr: 'Rien à corriger', en: 'Nothing to correct' },
    detail: {
      fr: 'Aucune des valeurs données ne diffère de celles de la saisine.',
      en: 'None of the values given differs from those of the case.',
    },
  },
  notInThisCase: {
    kind: 'rule',
    title: { fr: 'Donnée absente de cette saisine', en: 'Not in this case' },
    detail: {
      fr: 'Aucune étape de la saisine n’a enregistré cette donnée : une correction remplace une valeur, elle n’en ajoute pas.',
      en: 'No step of the case recorded this value: a correction replaces a value and adds none.',
    },
  },
  fileOfLinkedCases: {
    kind: 'conflict',
    title: { fr: 'Saisines liées du même dossier', en: 'Linked cases of the same file' },
    detail: {
      fr: 'D’autres saisines du même dossier sont jointes ou liées à celle-ci : son numéro d’allocataire ne change pas seul.',
      en: 'Other cases of the same file are joined or linked to this one: its file number does not change alone.',
    },
  },
  receivedAfterJoining: {
    kind: 'rule',
    title: { fr: 'Réception après la jonction', en: 'Received after the joining' },
    detail: {
      fr: 'La réception du {receivedOn} est postérieure à la jonction à une autre saisine, le {joinedOn}.',
      en: 'The receipt of {receivedOn} is after the case was joined to another one, on {joinedOn}.',
    },
  },
  notifiedAfterEnd: {
    kind: 'rule',
    title: { fr: 'Notification après la fin', en: 'Notified after the end' },
    detail: {
      fr: 'La notification du {notifiedOn} est après la fin de la saisine, le {endedOn}.',
      en: 'The notification of {notifiedOn} is after the end of the case, on {endedOn}.',
    },
  },
});
