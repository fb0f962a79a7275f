import { defineErrors } from '@passerelle/kernel';

export const informationRequestErrors = defineErrors('mediation', {
  addresseeNameMissing: {
    kind: 'rule',
    title: { fr: 'Destinataire non nommé', en: 'Addressee not named' },
    detail: {
      fr: 'Indiquez le service ou le partenaire à qui la question est posée.',
      en: 'Name the service or partner to whom the question is put.',
    },
  },
  addresseeServiceMisplaced: {
    kind: 'rule',
    title: { fr: 'Service sans partenaire', en: 'Service without a partner' },
    detail: {
      fr: '`addresseeService` nomme un service d’un partenaire. Pour un service de la Caf, indiquez son nom dans `addresseeName`.',
      en: '`addresseeService` names a service of a partner. For a service of the Caf, give its name in `addresseeName`.',
    },
  },
  questionDateOutOfRange: {
    kind: 'rule',
    title: { fr: 'Date de la question impossible', en: 'Impossible date for the question' },
    detail: {
      fr: 'La question du {askedOn} doit se situer entre le {from} et aujourd’hui ({today}).',
      en: 'The question of {askedOn} must be between {from} and today ({today}).',
    },
  },
  dueDateAlreadyPast: {
    kind: 'rule',
    title: { fr: 'Échéance déjà passée', en: 'Due date already past' },
    detail: {
      fr: 'L’échéance du {dueOn} est antérieure à la question, posée le {askedOn}.',
      en: 'The due date {dueOn} is before the question, put on {askedOn}.',
    },
  },
  questionAlreadyAnswered: {
    kind: 'conflict',
    title: { fr: 'Question ayant déjà reçu une réponse', en: 'Question already answered' },
    detail: {
      fr: 'Une réponse a été enregistrée, datée du {answeredOn}.',
      en: 'An answer has been recorded, dated {answeredOn}.',
    },
  },
  answerDateOutOfRange: {
    kind: 'rule',
    title: { fr: 'Date de réponse impossible', en: 'Impossible date for the answer' },
    detail: {
      fr: 'La réponse du {answeredOn} doit se situer entre la question ({askedOn}) et aujourd’hui ({today}).',
      en: 'The answer of {answeredOn} must be between the question ({askedOn}) and today ({today}).',
    },
  },
});
