import { defineErrors } from '@passerelle/kernel';

export const referralErrors = defineErrors('mediation', {
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
  priorClaimCompletedOutOfRange: {
    kind: 'rule',
    title: {
      fr: 'Date de réception des documents impossible',
      en: 'Impossible day for the documents of the claim',
    },
    detail: {
      fr: 'Les documents reçus le {completedOn} complètent une démarche du {madeOn} : leur date se situe entre ce jour et aujourd’hui ({today}).',
      en: 'Documents received on {completedOn} complete a claim of {madeOn}: their day lies between that day and today ({today}).',
    },
  },
});
