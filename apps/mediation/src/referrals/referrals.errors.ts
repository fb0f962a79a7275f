import { defineErrors } from '@passerelle/kernel';

export const referralErrors = defineErrors('mediation', {
  arrivalMissing: {
    kind: 'rule',
    title: { fr: 'Arrivée non précisée', en: 'Arrival not given' },
    detail: {
      fr: 'Indiquez le canal et la date de réception de la saisine que vous enregistrez.',
      en: 'Give the channel and the day of receipt of the referral that you record.',
    },
  },
  receivedInFuture: {
    kind: 'rule',
    title: { fr: 'Date de réception dans le futur', en: 'Received in the future' },
    detail: {
      fr: 'La date de réception ({receivedOn}) est postérieure à aujourd’hui ({today}).',
      en: 'The date of receipt ({receivedOn}) is after today ({today}).',
    },
  },
  appealDeadlineImplausible: {
    kind: 'rule',
    title: { fr: 'Délai de recours invraisemblable', en: 'Implausible appeal deadline' },
    detail: {
      fr: 'Le délai de recours du {appealDeadline} n’est pas compris entre le {from} et le {to} : vérifiez l’année.',
      en: 'The appeal deadline {appealDeadline} is not between {from} and {to}: check the year.',
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
  linkedToUnknown: {
    kind: 'rule',
    title: { fr: 'Saisine antérieure inconnue', en: 'Earlier case unknown' },
    detail: {
      fr: 'La saisine à laquelle celle-ci fait suite est inconnue.',
      en: 'The case that this one continues is unknown.',
    },
  },
  linkedToAnotherFile: {
    kind: 'rule',
    title: { fr: 'Saisine antérieure d’un autre dossier', en: 'Earlier case of another file' },
    detail: {
      fr: 'Une saisine ne fait suite qu’à une saisine du même dossier.',
      en: 'A case continues a case of the same file only.',
    },
  },
  linkedToOpen: {
    kind: 'conflict',
    title: { fr: 'Saisine antérieure en cours', en: 'Earlier case still open' },
    detail: {
      fr: 'Une saisine fait suite à une saisine terminée ; un doublon se joint à la saisine en cours.',
      en: 'A case continues a case that has ended; a duplicate is joined to the open case.',
    },
  },
  linkedToLater: {
    kind: 'rule',
    title: { fr: 'Saisine antérieure reçue plus tard', en: 'Earlier case received later' },
    detail: {
      fr: 'La saisine reçue le {receivedOn} ne fait pas suite à une saisine reçue le {earlierReceivedOn}.',
      en: 'The case received on {receivedOn} does not continue a case received on {earlierReceivedOn}.',
    },
  },
});
