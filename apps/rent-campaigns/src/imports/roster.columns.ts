import { importFile } from '@passerelle/imports';

import { LINE } from '../declarations/line.fields.js';
import { EMAIL } from '../landlords/landlord-contact.fields.js';
import { LANDLORD_KINDS } from '../landlords/landlord.js';
import { TENANCY } from '../tenancies/tenancy.fields.js';
import { AID_PAYEES } from '../tenancies/tenancy.js';
import { inEuros } from './euro-columns.js';
import {
  BIRTH_DATE_HEADERS,
  DWELLING_HEADERS,
  FILE_NUMBER_HEADERS,
  LANDLORD_HEADERS,
  LAST_NAME_HEADERS,
  SHARED_TENANCY_HEADERS,
} from './french-headers.js';

const AMOUNTS = {
  previousRentCents: {
    type: 'amount',
    unit: 'cents',
    description: 'The July rent of the year before',
  },
  previousChargesCents: {
    type: 'amount',
    unit: 'cents',
    description: 'The charges of the year before',
  },
  ceilingCents: {
    type: 'amount',
    unit: 'cents',
    description: 'The local ceiling of rents for the dwelling',
  },
  aidCents: { type: 'amount', unit: 'cents', description: 'The monthly aid' },
} as const;

/** One expected tenant a line. */
export const ROSTER = importFile({
  kind: 'roster',
  formats: ['csv', 'ndjson'],
  columns: {
    fileNumber: { value: TENANCY.fileNumber, aliases: FILE_NUMBER_HEADERS, required: true },
    lastName: { value: TENANCY.lastName, aliases: LAST_NAME_HEADERS, required: true },
    birthDate: { value: TENANCY.birthDate, aliases: BIRTH_DATE_HEADERS },
    landlordSiret: {
      value: { ...TENANCY.landlordSiret, code: 'siret' },
      aliases: LANDLORD_HEADERS,
      required: true,
    },
    landlordKind: {
      value: {
        type: 'one-of',
        values: LANDLORD_KINDS,
        words: {
          social: ['bailleur social', 'hlm', 'organisme hlm'],
          agency: ['agence', 'agence immobilière'],
          private_owner: ['particulier', 'bailleur privé', 'propriétaire privé'],
          other: ['autre'],
        },
      },
      aliases: ['type_bailleur', 'nature_bailleur', 'categorie_bailleur'],
      required: true,
    },
    dwellingRef: { value: TENANCY.dwellingRef, aliases: DWELLING_HEADERS, required: true },
    sharedTenancy: { value: LINE.sharedTenancy, aliases: SHARED_TENANCY_HEADERS },
    leaseStartsOn: {
      value: { type: 'day', min: '1900-01-01' },
      aliases: ['debut_bail', 'date_debut_bail', 'date_bail', 'entree_le', 'date_entree'],
    },
    previousRentCents: {
      value: AMOUNTS.previousRentCents,
      aliases: ['loyer_precedent_centimes', 'loyer_n_1_centimes'],
    },
    previousRent: {
      value: inEuros(AMOUNTS.previousRentCents, 'previousRentCents'),
      aliases: ['loyer_precedent', 'loyer_annee_precedente', 'loyer_n_1'],
    },
    previousChargesCents: {
      value: AMOUNTS.previousChargesCents,
      aliases: ['charges_precedentes_centimes', 'charges_n_1_centimes'],
    },
    previousCharges: {
      value: inEuros(AMOUNTS.previousChargesCents, 'previousChargesCents'),
      aliases: ['charges_precedentes', 'charges_annee_precedente', 'charges_n_1'],
    },
    ceilingCents: { value: AMOUNTS.ceilingCents, aliases: ['plafond_centimes'] },
    ceiling: {
      value: inEuros(AMOUNTS.ceilingCents, 'ceilingCents'),
      aliases: ['plafond', 'plafond_loyer', 'loyer_plafond'],
    },
    aidCents: { value: AMOUNTS.aidCents, aliases: ['aide_centimes'] },
    aid: {
      value: inEuros(AMOUNTS.aidCents, 'aidCents'),
      aliases: ['aide', 'montant_aide', 'aide_mensuelle', 'al', 'apl'],
    },
    aidPaidTo: {
      value: {
        type: 'one-of',
        values: AID_PAYEES,
        words: { tenant: ['locataire', 'allocataire'], landlord: ['bailleur', 'propriétaire'] },
      },
      aliases: ['aide_versee_a', 'destinataire_aide', 'payee'],
    },
    // The form of an address is a doubt of the line, not a refusal.
    landlordEmail: {
      value: { type: 'text', max: EMAIL.max, description: 'Where reminders are sent' },
      aliases: ['bailleur_courriel', 'courriel_bailleur', 'email_bailleur', 'courriel', 'email'],
    },
  },
});
export type RosterColumns = typeof ROSTER.columns;
