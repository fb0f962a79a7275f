import { defineErrors } from '@passerelle/kernel';

export const closureErrors = defineErrors('mediation', {
  closureWithoutResolution: {
    kind: 'rule',
    title: { fr: 'Clôture sans résultat', en: 'Closure without resolution' },
    detail: { fr: 'Indiquez le résultat de la médiation.', en: 'Say how the mediation ended.' },
  },
  closureWithoutSummary: {
    kind: 'rule',
    title: { fr: 'Clôture sans texte', en: 'Closure without a text' },
    detail: {
      fr: 'Écrivez le texte de clôture destiné à la personne.',
      en: 'Write the closing text for the person.',
    },
  },
  closureWithoutCommunication: {
    kind: 'rule',
    title: {
      fr: 'Clôture sans communication aux deux parties',
      en: 'Closure not communicated to both parties',
    },
    detail: {
      fr: 'Indiquez la date de communication à la personne et celle au service : la suspension des délais prend fin à la plus tardive.',
      en: 'Give the date of communication to the person and to the service: the suspension ends on the later one.',
    },
  },
  closureBeforeOpening: {
    kind: 'rule',
    title: { fr: 'Clôture avant l’ouverture', en: 'Closure before the opening' },
    detail: {
      fr: 'La communication du {communicatedOn} est antérieure à l’ouverture de la médiation, le {openedOn}.',
      en: 'The communication of {communicatedOn} is before the mediation opened, on {openedOn}.',
    },
  },
  closureBeforeRecommendation: {
    kind: 'rule',
    title: { fr: 'Clôture avant la recommandation', en: 'Closure before the recommendation' },
    detail: {
      fr: 'La communication du {communicatedOn} est antérieure à la recommandation du {issuedOn}.',
      en: 'The communication of {communicatedOn} is before the recommendation of {issuedOn}.',
    },
  },
  closureInFuture: {
    kind: 'rule',
    title: { fr: 'Clôture dans le futur', en: 'Closure in the future' },
    detail: {
      fr: 'La communication du {communicatedOn} est postérieure à aujourd’hui ({today}).',
      en: 'The communication of {communicatedOn} is after today ({today}).',
    },
  },
  outcomeContradictsResolution: {
    kind: 'rule',
    title: { fr: 'Issue incompatible avec le résultat', en: 'Outcome contradicts the resolution' },
    detail: {
      fr: 'L’issue « {outcome} » ne correspond pas au résultat « {resolution} ».',
      en: 'The outcome "{outcome}" does not fit the resolution "{resolution}".',
    },
  },
  courtSeizureNotAClosure: {
    kind: 'rule',
    title: { fr: 'Caducité à enregistrer comme telle', en: 'A lapse is not a closure' },
    detail: {
      fr: 'Enregistrez la saisine du tribunal avec sa date : elle met fin à la médiation.',
      en: 'Record the court action with its date: it ends the mediation.',
    },
  },
  resolutionWithoutRecommendation: {
    kind: 'rule',
    title: { fr: 'Aucune recommandation émise', en: 'No recommendation issued' },
    detail: {
      fr: 'Ce résultat suppose une recommandation, et il n’y en a pas.',
      en: 'This resolution presupposes a recommendation, and there is none.',
    },
  },
  resolutionContradictsAnswer: {
    kind: 'rule',
    title: {
      fr: 'Résultat contraire à la réponse',
      en: 'Resolution contradicts the answer',
    },
    detail: {
      fr: 'Ce résultat ne correspond pas aux réponses enregistrées aux recommandations, ou à leur absence.',
      en: 'This resolution does not match the recorded answers to the recommendations, or their absence.',
    },
  },
  agreementWithoutAcceptance: {
    kind: 'rule',
    title: { fr: 'Accord sans solution acceptée', en: 'Agreement without an accepted solution' },
    detail: {
      fr: 'La personne n’a pas accepté la dernière solution proposée. Enregistrez son accord, ou la nouvelle solution et sa réponse.',
      en: 'The person has not accepted the last proposed solution. Record the acceptance, or the new solution and its answer.',
    },
  },
});
