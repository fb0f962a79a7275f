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
  appealDeadlineAlreadyPast: {
    kind: 'rule',
    title: { fr: 'Délai de recours déjà expiré', en: 'Appeal deadline already past' },
    detail: {
      fr: 'Le délai de recours a expiré le {appealDeadline}, avant la réception le {receivedOn} : la médiation ne peut ni le suspendre ni le faire renaître. Enregistrez la saisine sans délai de recours.',
      en: 'The time limit ended on {appealDeadline}, before receipt on {receivedOn}: mediation can neither suspend nor revive it. Record the referral without an appeal deadline.',
    },
  },
});
