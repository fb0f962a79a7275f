import { defineErrors } from '@passerelle/kernel';

export const endingErrors = defineErrors('mediation', {
  informationLimitRunning: {
    kind: 'conflict',
    title: { fr: 'Délai de réponse non écoulé', en: 'Time to answer not over' },
    detail: {
      fr: 'La personne a jusqu’au {informationDueOn} pour compléter sa demande.',
      en: 'The person has until {informationDueOn} to complete the request.',
    },
  },
  endedInFuture: {
    kind: 'rule',
    title: { fr: 'Fin dans le futur', en: 'Ended in the future' },
    detail: {
      fr: 'La date de fin ({endedOn}) est postérieure à aujourd’hui ({today}).',
      en: 'The end given ({endedOn}) is after today ({today}).',
    },
  },
  withdrawalDateOutOfRange: {
    kind: 'rule',
    title: { fr: 'Date de désistement impossible', en: 'Impossible date of withdrawal' },
    detail: {
      fr: 'Le désistement du {withdrawnOn} doit se situer entre la réception ({receivedOn}) et aujourd’hui ({today}).',
      en: 'The withdrawal of {withdrawnOn} must be between receipt ({receivedOn}) and today ({today}).',
    },
  },
  courtSeizureInFuture: {
    kind: 'rule',
    title: { fr: 'Saisine du tribunal dans le futur', en: 'Court action in the future' },
    detail: {
      fr: 'La saisine du tribunal, le {seizedOn}, est postérieure à aujourd’hui ({today}).',
      en: 'The court action of {seizedOn} is after today ({today}).',
    },
  },
  courtSeizedBeforeReferral: {
    kind: 'rule',
    title: { fr: 'Tribunal saisi avant la médiation', en: 'Court action before the referral' },
    detail: {
      fr: 'Le tribunal était saisi avant la réception le {receivedOn} : décidez l’irrecevabilité au motif « Tribunal saisi », avec la date de cette saisine.',
      en: 'The court action was brought before the referral was received on {receivedOn}: decide that it is inadmissible on the ground "Court action under way", with the day of that action.',
    },
  },
  joinedToItself: {
    kind: 'rule',
    title: { fr: 'Saisine jointe à elle-même', en: 'Referral joined to itself' },
    detail: {
      fr: 'Un doublon se joint à une autre saisine.',
      en: 'A duplicate is joined to another referral.',
    },
  },
  joinedToAnotherFile: {
    kind: 'rule',
    title: { fr: 'Saisine d’un autre dossier', en: 'Referral of another file' },
    detail: {
      fr: 'Un doublon ne peut être joint qu’à une saisine du même dossier.',
      en: 'A duplicate can only be joined to a referral of the same file.',
    },
  },
  joinedToEnded: {
    kind: 'conflict',
    title: { fr: 'Saisine principale terminée', en: 'Main referral already ended' },
    detail: {
      fr: 'Un doublon ne peut être joint qu’à une saisine en cours.',
      en: 'A duplicate can only be joined to a referral in progress.',
    },
  },
});
