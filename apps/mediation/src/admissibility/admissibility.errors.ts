import { defineErrors } from '@passerelle/kernel';

export const admissibilityErrors = defineErrors('mediation', {
  decisionInFuture: {
    kind: 'rule',
    title: { fr: 'Décision notifiée dans le futur', en: 'Decision notified in the future' },
    detail: {
      fr: 'La notification du {notifiedOn} est postérieure à aujourd’hui ({today}).',
      en: 'The notification of {notifiedOn} is after today ({today}).',
    },
  },
  decisionBeforeReceipt: {
    kind: 'rule',
    title: { fr: 'Décision avant la réception', en: 'Decision before receipt' },
    detail: {
      fr: 'La notification du {notifiedOn} est antérieure à la réception de la saisine, le {receivedOn}.',
      en: 'The notification of {notifiedOn} is before the referral was received, on {receivedOn}.',
    },
  },
  decisionBeforeInformationRequest: {
    kind: 'rule',
    title: {
      fr: 'Décision avant la demande de précisions',
      en: 'Decision before the request for more information',
    },
    detail: {
      fr: 'La notification du {notifiedOn} est antérieure à la demande de précisions du {informationRequestedOn}.',
      en: 'The notification of {notifiedOn} is before the request for more information of {informationRequestedOn}.',
    },
  },
  groundMissing: {
    kind: 'rule',
    title: { fr: 'Motif manquant', en: 'Ground missing' },
    detail: {
      fr: 'Une décision d’irrecevabilité indique son motif à la personne.',
      en: 'A decision of inadmissibility tells the person its ground.',
    },
  },
  groundDoesNotFitDecision: {
    kind: 'rule',
    title: {
      fr: 'Motif incompatible avec la décision',
      en: 'Ground does not fit the decision',
    },
    detail: {
      fr: 'Le motif « {ground} » conduit à la décision {allowed}.',
      en: 'The ground "{ground}" leads to the decision {allowed}.',
    },
  },
  precisionNotRequested: {
    kind: 'rule',
    title: { fr: 'Précisions non demandées', en: 'No more information asked for' },
    detail: {
      fr: 'Un objet imprécis conduit d’abord à demander des précisions (décision « more_information »), puis à l’irrecevabilité.',
      en: 'An unclear subject first leads to a request for more information (decision "more_information"), then to inadmissibility.',
    },
  },
  admissibleWithoutPriorClaim: {
    kind: 'rule',
    title: { fr: 'Démarche préalable absente', en: 'No prior claim' },
    detail: {
      fr: 'Une saisine n’est recevable que si une démarche auprès des services l’a précédée (L217-7-1 CSS).',
      en: 'A referral is admissible only when preceded by a claim to the services (L217-7-1 CSS).',
    },
  },
  admissibleWithCourtSeized: {
    kind: 'rule',
    title: { fr: 'Tribunal saisi', en: 'Court action under way' },
    detail: {
      fr: 'Une saisine n’est recevable que si aucun tribunal n’est saisi (L217-7-1 CSS).',
      en: 'A referral is admissible only when no court action has been brought (L217-7-1 CSS).',
    },
  },
  courtSeizureNotRecorded: {
    kind: 'rule',
    title: { fr: 'Saisine du tribunal non enregistrée', en: 'Court action not recorded' },
    detail: {
      fr: 'Aucune saisine du tribunal n’est enregistrée : indiquez sa date pour retenir ce motif.',
      en: 'No court action is recorded: give its date to decide on this ground.',
    },
  },
  courtSeizureWithoutItsGround: {
    kind: 'rule',
    title: {
      fr: 'Saisine du tribunal sans son motif',
      en: 'Court action without its ground',
    },
    detail: {
      fr: 'La date de saisine du tribunal ne s’indique qu’avec le motif « Tribunal saisi ».',
      en: 'The day of a court action goes with the ground "Court action under way" only.',
    },
  },
  courtSeizedAfterDecision: {
    kind: 'rule',
    title: { fr: 'Tribunal saisi après la décision', en: 'Court action after the decision' },
    detail: {
      fr: 'La saisine du tribunal, le {courtSeizedOn}, est postérieure à la notification du {notifiedOn}.',
      en: 'The court action of {courtSeizedOn} was brought after the notification of {notifiedOn}.',
    },
  },
  redirectionWithoutService: {
    kind: 'rule',
    title: { fr: 'Réorientation sans service', en: 'Redirection without a service' },
    detail: {
      fr: 'Indiquez à qui la demande est transmise : aucune demande ne reste sans réponse.',
      en: 'Say to whom the request is passed on: no request is left without an answer.',
    },
  },
  penaltyWithoutCommission: {
    kind: 'rule',
    title: {
      fr: 'Pénalité : pas de recours devant la commission',
      en: 'Penalty: no appeal to the commission',
    },
    detail: {
      fr: 'Un avertissement ou une pénalité se conteste directement devant le tribunal (L142-4 CSS) : indiquez un autre service que la commission de recours amiable.',
      en: 'A warning or a penalty is contested before the court directly (L142-4 CSS): name another service than the appeals commission.',
    },
  },
  redirectionDateOutOfRange: {
    kind: 'rule',
    title: { fr: 'Date de réorientation impossible', en: 'Impossible date of redirection' },
    detail: {
      fr: 'La date {date} doit se situer entre la réception ({receivedOn}) et aujourd’hui ({today}).',
      en: 'The date {date} must be between receipt ({receivedOn}) and today ({today}).',
    },
  },
});
