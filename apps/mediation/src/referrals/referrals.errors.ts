import {
  defineErrors,
  type DomainError,
  type ErrorFactory,
  type ErrorMeta,
  fillSentence,
} from '@passerelle/kernel';

export const referralErrors = defineErrors('mediation', {
  // the present state
  referralAlreadyClosed: {
    kind: 'conflict',
    title: { fr: 'Saisine déjà terminée', en: 'Referral already ended' },
    detail: {
      fr: 'Une saisine terminée ne se rouvre pas : enregistrez une nouvelle saisine liée à celle-ci.',
      en: 'A referral that has ended is not reopened: record a new one, linked to it.',
    },
  },
  alreadyDecided: {
    kind: 'conflict',
    title: { fr: 'Recevabilité déjà décidée', en: 'Admissibility already decided' },
    detail: {
      fr: 'La décision sur la recevabilité a été prise ; il n’y en a pas de seconde.',
      en: 'The decision on admissibility has been taken; there is no second one.',
    },
  },
  notYetAdmissible: {
    kind: 'conflict',
    title: { fr: 'Recevabilité pas encore décidée', en: 'Admissibility not decided yet' },
    detail: {
      fr: 'Cette étape n’est possible qu’une fois la recevabilité notifiée.',
      en: 'This step is only possible once the admissibility has been notified.',
    },
  },
  notAllowedNow: {
    kind: 'conflict',
    title: { fr: 'Étape impossible à ce stade', en: 'Step not possible at this stage' },
    detail: {
      fr: 'L’état présent de la saisine ne permet pas cette étape.',
      en: 'The present state of the referral does not allow this step.',
    },
  },
  conflictOfInterest: {
    kind: 'forbidden',
    title: { fr: 'Conflit d’intérêts', en: 'Conflict of interest' },
    detail: {
      fr: 'Qui a déjà traité ce dossier le confie à un autre médiateur.',
      en: 'Whoever handled this file before hands it over to another mediator.',
    },
  },

  // registration
  receivedInFuture: {
    kind: 'rule',
    title: { fr: 'Date de réception dans le futur', en: 'Received in the future' },
    detail: {
      fr: 'La date de réception {receivedOn} est après aujourd’hui ({today}).',
      en: 'The date of receipt {receivedOn} is after today ({today}).',
    },
  },
  priorClaimAfterReferral: {
    kind: 'rule',
    title: {
      fr: 'Démarche préalable postérieure à la saisine',
      en: 'Prior claim made after the referral',
    },
    detail: {
      fr: 'La démarche du {madeOn} ne précède pas la saisine reçue le {receivedOn}.',
      en: 'The claim of {madeOn} does not precede the referral received on {receivedOn}.',
    },
  },
  appealDeadlineAlreadyPast: {
    kind: 'rule',
    title: { fr: 'Délai de recours déjà expiré', en: 'Appeal deadline already past' },
    detail: {
      fr: 'Le délai de recours a expiré le {appealDeadline}, avant la réception le {receivedOn} : la médiation ne peut ni le suspendre ni le faire renaître. Enregistrez la saisine sans délai de recours.',
      en: 'The time limit ended on {appealDeadline}, before receipt on {receivedOn}: mediation can neither suspend nor revive it. Record the referral without an appeal deadline.',
    },
  },

  // ends other than a closure
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
      fr: 'La fin indiquée ({endedOn}) est postérieure à aujourd’hui ({today}).',
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
  courtSeizureWithoutDate: {
    kind: 'rule',
    title: { fr: 'Date de saisine du tribunal manquante', en: 'Date of court referral missing' },
    detail: {
      fr: 'La médiation devient caduque à la date à laquelle le tribunal est saisi : indiquez-la.',
      en: 'Mediation lapses on the day a court is seized: give that date.',
    },
  },
  courtSeizureInFuture: {
    kind: 'rule',
    title: { fr: 'Saisine du tribunal dans le futur', en: 'Court seized in the future' },
    detail: {
      fr: 'La saisine du tribunal du {seizedOn} est après aujourd’hui ({today}).',
      en: 'The court referral of {seizedOn} is after today ({today}).',
    },
  },
  courtSeizedBeforeReferral: {
    kind: 'rule',
    title: { fr: 'Tribunal saisi avant la médiation', en: 'Court seized before the referral' },
    detail: {
      fr: 'Le tribunal était saisi avant la réception le {receivedOn} : décidez l’irrecevabilité, motif court_seized.',
      en: 'The court was seized before receipt on {receivedOn}: decide that it is inadmissible, ground court_seized.',
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

  // solution
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

/** An error laid at one member of the request: the same code and sentence, with its JSON pointer. */
export function refuseAt(pointer: string, error: ErrorFactory, meta: ErrorMeta = {}): DomainError {
  const { code, title, detail = title } = error.definition;
  return error(meta, [
    {
      pointer,
      code,
      detail: { fr: fillSentence(detail.fr, meta), en: fillSentence(detail.en, meta) },
    },
  ]);
}
