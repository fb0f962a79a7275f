import { defineErrors } from '@passerelle/kernel';

export const recommendationErrors = defineErrors('mediation', {
  recommendationWithoutLegalBasis: {
    kind: 'rule',
    title: { fr: 'Recommandation sans base légale', en: 'Recommendation without legal basis' },
    detail: {
      fr: 'Le médiateur recommande dans le respect du droit : citez le texte appliqué.',
      en: 'The mediator recommends within the law: cite the text applied.',
    },
  },
  recommendationWithoutText: {
    kind: 'rule',
    title: { fr: 'Recommandation sans texte', en: 'Recommendation without text' },
    detail: { fr: 'Écrivez ce qui est recommandé.', en: 'Write what is recommended.' },
  },
  recommendationWithoutAddressee: {
    kind: 'rule',
    title: { fr: 'Recommandation sans destinataire', en: 'Recommendation without addressee' },
    detail: {
      fr: 'Indiquez à qui la recommandation s’adresse : au directeur ou à un service.',
      en: 'Say to whom the recommendation is addressed: the director or a service.',
    },
  },
  recommendationDateOutOfRange: {
    kind: 'rule',
    title: { fr: 'Date de recommandation impossible', en: 'Impossible date of recommendation' },
    detail: {
      fr: 'La recommandation du {issuedOn} doit se situer entre l’ouverture ({from}) et aujourd’hui ({today}).',
      en: 'The recommendation of {issuedOn} must be between the opening ({from}) and today ({today}).',
    },
  },
  answerDueBeforeRecommendation: {
    kind: 'rule',
    title: { fr: 'Échéance avant la recommandation', en: 'Due date before the recommendation' },
    detail: {
      fr: 'La réponse est attendue le {answerDueOn}, avant la recommandation du {issuedOn}.',
      en: 'The answer is due on {answerDueOn}, before the recommendation of {issuedOn}.',
    },
  },
  recommendationAlreadyAnswered: {
    kind: 'conflict',
    title: {
      fr: 'Recommandation ayant déjà reçu une réponse',
      en: 'Recommendation already answered',
    },
    detail: {
      fr: 'Une réponse a été enregistrée, datée du {answeredOn}.',
      en: 'An answer has been recorded, dated {answeredOn}.',
    },
  },
  recommendationWithdrawn: {
    kind: 'conflict',
    title: { fr: 'Recommandation retirée', en: 'Recommendation withdrawn' },
    detail: {
      fr: 'La recommandation a été retirée le {withdrawnOn}.',
      en: 'The recommendation was withdrawn on {withdrawnOn}.',
    },
  },
  recommendationAnswerDateOutOfRange: {
    kind: 'rule',
    title: { fr: 'Date de réponse impossible', en: 'Impossible date for the answer' },
    detail: {
      fr: 'La réponse du {answeredOn} doit se situer entre la recommandation ({issuedOn}) et aujourd’hui ({today}).',
      en: 'The answer of {answeredOn} must be between the recommendation ({issuedOn}) and today ({today}).',
    },
  },
  recommendationWithdrawalOutOfRange: {
    kind: 'rule',
    title: { fr: 'Date de retrait impossible', en: 'Impossible date of withdrawal' },
    detail: {
      fr: 'Le retrait du {withdrawnOn} doit se situer entre la recommandation ({issuedOn}) et aujourd’hui ({today}).',
      en: 'The withdrawal of {withdrawnOn} must be between the recommendation ({issuedOn}) and today ({today}).',
    },
  },
  refusalWithoutReason: {
    kind: 'rule',
    title: { fr: 'Réponse sans motif', en: 'Answer without a reason' },
    detail: {
      fr: 'Une recommandation refusée ou suivie en partie demande un motif.',
      en: 'A recommendation refused or followed in part needs a reason.',
    },
  },
  refusalWithDateOfEffect: {
    kind: 'rule',
    title: { fr: 'Refus avec date d’effet', en: 'Refusal with a date of effect' },
    detail: {
      fr: 'Une recommandation refusée ne prend pas effet.',
      en: 'A refused recommendation does not take effect.',
    },
  },
});
