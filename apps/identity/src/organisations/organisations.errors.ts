import { defineErrors } from '@passerelle/kernel';

import type { StepRefusal } from './agreement.js';

export const organisationErrors = defineErrors('identity', {
  siretRefused: {
    kind: 'rule',
    title: { fr: 'SIRET refusé', en: 'SIRET refused' },
    detail: {
      fr: 'Le numéro n’est pas celui d’un établissement : sa clé ne correspond pas.',
      en: 'The number is no establishment’s: its check digit does not fit.',
    },
  },
  organisationExists: {
    kind: 'conflict',
    title: { fr: 'Cet organisme existe déjà', en: 'This organisation exists already' },
  },
  agreementStepRefused: {
    kind: 'rule',
    title: { fr: 'Étape impossible', en: 'Step not possible' },
  },
  agreementNotReady: {
    kind: 'rule',
    title: { fr: 'Convention non prête', en: 'Agreement not ready' },
    detail: {
      fr: 'Les agents s’ajoutent une fois le contrat de service signé, et tant que la convention n’est pas résiliée.',
      en: 'Agents are added once the contract of service is signed and until the agreement is terminated.',
    },
  },
  administratorsComplete: {
    kind: 'conflict',
    title: { fr: 'Deux administrateurs déjà', en: 'Two administrators already' },
  },
  administratorByCafOnly: {
    kind: 'forbidden',
    title: { fr: 'Réservé à la Caf', en: 'For the Caf alone' },
    detail: {
      fr: 'Seule la Caf désigne les administrateurs d’une convention ou change leur accès.',
      en: 'The Caf alone appoints the administrators of an agreement or changes their access.',
    },
  },
  agentEnded: {
    kind: 'conflict',
    title: { fr: 'Accès déjà fermé', en: 'Access ended already' },
  },
  datesDisagree: {
    kind: 'rule',
    title: { fr: 'Dates incohérentes', en: 'Dates disagree' },
    detail: {
      fr: 'La fin précède le début, ou la date est passée.',
      en: 'The end is before the start, or the day is past.',
    },
  },
  notOneself: {
    kind: 'forbidden',
    title: { fr: 'Pas pour soi-même', en: 'Not for oneself' },
    detail: {
      fr: 'L’autre administrateur, ou la Caf, confirme ou ferme votre accès.',
      en: 'The other administrator, or the Caf, confirms or ends your access.',
    },
  },
});

export const STEP_REASONS: Readonly<Record<StepRefusal, { fr: string; en: string }>> = {
  not_next: {
    fr: 'cette étape ne suit pas l’état présent',
    en: 'this step does not follow the present state',
  },
  in_future: { fr: 'une date qui n’est pas à venir', en: 'a day that is not to come' },
  before_last_step: {
    fr: 'une date qui ne précède pas la dernière étape',
    en: 'a day not before the last step',
  },
  administrators_missing: {
    fr: 'deux administrateurs doivent être désignés',
    en: 'two administrators have to be appointed',
  },
  end_needed: { fr: 'la date de fin est obligatoire', en: 'the end is required' },
  end_past: { fr: 'une date de fin à venir', en: 'an end that is to come' },
  reason_needed: { fr: 'le motif est obligatoire', en: 'the reason is required' },
};
