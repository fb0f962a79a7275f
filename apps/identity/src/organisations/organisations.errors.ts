import { defineErrors } from '@passerelle/kernel';

import type { StepRefusal } from './agreement.js';

export const organisationErrors = defineErrors('identity', {
  siretRefused: {
    kind: 'rule',
    title: { fr: 'SIRET refusé', en: 'SIRET refused' },
    detail: {
      fr: 'La clé du numéro est inexacte : aucun établissement ne porte ce numéro.',
      en: 'The check digit of the number is wrong, so no establishment has this number.',
    },
  },
  organisationExists: {
    kind: 'conflict',
    title: { fr: 'Cet organisme existe déjà', en: 'This organisation already exists' },
  },
  agreementStepRefused: {
    kind: 'rule',
    title: { fr: 'Étape impossible', en: 'Step not possible' },
  },
  agreementNotReady: {
    kind: 'rule',
    title: { fr: 'Convention non prête', en: 'Agreement not ready' },
    detail: {
      fr: 'Ajoutez des agents après la signature du contrat de service et avant la résiliation de la convention.',
      en: 'Add agents after the contract of service is signed and before the agreement is terminated.',
    },
  },
  administratorsComplete: {
    kind: 'conflict',
    title: { fr: 'Deux administrateurs déjà désignés', en: 'Two administrators already appointed' },
  },
  administratorByCafOnly: {
    kind: 'forbidden',
    title: { fr: 'Réservé à la Caf', en: 'Reserved for the Caf' },
    detail: {
      fr: 'Seule la Caf désigne les administrateurs d’une convention ou change leur accès.',
      en: 'Only the Caf appoints the administrators of an agreement or changes their access.',
    },
  },
  beyondAgreement: {
    kind: 'rule',
    title: { fr: 'Droits au-delà de la convention', en: 'Rights beyond the agreement' },
    detail: {
      fr: 'Un agent n’a que les services et les profils que la Caf accorde dans la convention. Demandez à la Caf de compléter la convention.',
      en: 'An agent has only services and profiles that the Caf grants in the agreement. Ask the Caf to add to the agreement.',
    },
  },
  agreementTerminated: {
    kind: 'conflict',
    title: { fr: 'Convention résiliée', en: 'Agreement terminated' },
    detail: {
      fr: 'Une convention résiliée ne change plus. Enregistrez une nouvelle convention.',
      en: 'A terminated agreement changes no more. Record another agreement.',
    },
  },
  agentEnded: {
    kind: 'conflict',
    title: { fr: 'Accès déjà fermé', en: 'Access already ended' },
  },
  datesDisagree: {
    kind: 'rule',
    title: { fr: 'Dates incohérentes', en: 'Inconsistent dates' },
    detail: {
      fr: 'La date de fin précède la date de début, ou elle est passée.',
      en: 'The last day is before the first day or before today.',
    },
  },
  notOneself: {
    kind: 'forbidden',
    title: { fr: 'Action impossible sur son propre accès', en: 'Not allowed on your own access' },
    detail: {
      fr: 'Demandez à l’autre administrateur ou à la Caf de confirmer ou de fermer votre accès.',
      en: 'Ask the other administrator or the Caf to confirm or end your access.',
    },
  },
});

/** What a member of an agent may be, in the errors of `beyondAgreement`. */
export const GRANT_EXPECTED = {
  services: {
    fr: 'des services que la convention nomme',
    en: 'services that the agreement names',
  },
  profile: { fr: 'un profil que la convention nomme', en: 'a profile that the agreement names' },
} as const;

export const STEP_REASONS: Readonly<Record<StepRefusal, { fr: string; en: string }>> = {
  not_next: {
    fr: 'une étape qui peut suivre l’état présent',
    en: 'a step that may follow the present status',
  },
  in_future: { fr: 'une date qui n’est pas dans le futur', en: 'a day that is not in the future' },
  before_last_step: {
    fr: 'une date qui ne précède pas la dernière étape',
    en: 'a day that is not before the last step',
  },
  administrators_missing: {
    fr: 'deux administrateurs doivent être désignés',
    en: 'two administrators must be appointed',
  },
  end_needed: { fr: 'la date de fin est obligatoire', en: 'the last day is required' },
  end_past: {
    fr: 'une date de fin qui n’est pas passée',
    en: 'a last day that is not in the past',
  },
  reason_needed: { fr: 'le motif est obligatoire', en: 'the reason is required' },
};
