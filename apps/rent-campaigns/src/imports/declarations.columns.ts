import { importFile } from '@passerelle/imports';

import { LINE } from '../declarations/line.fields.js';
import { inEuros } from './euro-columns.js';
import {
  BIRTH_DATE_HEADERS,
  DWELLING_HEADERS,
  FILE_NUMBER_HEADERS,
  LAST_NAME_HEADERS,
  LANDLORD_HEADERS,
  SHARED_TENANCY_HEADERS,
} from './french-headers.js';

/** Nothing says that the charges are not in it. */
const RENT_OF_SOME_KIND = ['loyer', 'loyer_juillet', 'montant_loyer', 'loyer_mensuel'];

const RENT_WITH_CHARGES = [
  'loyer_charges_comprises',
  'loyer_cc',
  'loyer_avec_charges',
  'loyer_ttc',
  'loyer_brut',
  'quittance',
];

/** One rent line a tenant. */
export const DECLARATIONS = importFile({
  kind: 'declarations',
  formats: ['csv', 'ndjson'],
  columns: {
    fileNumber: { value: LINE.fileNumber, aliases: FILE_NUMBER_HEADERS, required: true },
    lastName: { value: LINE.lastName, aliases: LAST_NAME_HEADERS, required: true },
    birthDate: { value: LINE.birthDate, aliases: BIRTH_DATE_HEADERS },
    landlordSiret: {
      value: { ...LINE.landlordSiret, code: 'siret' },
      aliases: LANDLORD_HEADERS,
      required: true,
    },
    dwellingRef: { value: LINE.dwellingRef, aliases: DWELLING_HEADERS, required: true },
    referenceYear: {
      value: { ...LINE.referenceYear, outside: 'wrong-year' },
      aliases: ['annee_reference', 'annee', 'exercice', 'millesime'],
      required: true,
    },
    rentCents: {
      value: { ...LINE.rentCents, tooLarge: 'amount-too-large' },
      aliases: ['loyer_centimes', 'loyer_hc_centimes', 'loyer_hors_charges_centimes'],
    },
    rent: {
      value: { ...LINE.rent, tooLarge: 'amount-too-large' },
      aliases: [
        'loyer_hors_charges',
        'loyer_hc',
        'loyer_nu',
        'loyer_hors_charges_juillet',
        'montant_loyer_hors_charges',
      ],
      perhaps: RENT_OF_SOME_KIND,
      unlike: RENT_WITH_CHARGES,
    },
    chargesCents: {
      value: { ...LINE.chargesCents, tooLarge: 'amount-too-large' },
      aliases: ['charges_centimes', 'charges_locatives_centimes'],
    },
    charges: {
      value: { ...inEuros(LINE.chargesCents, 'chargesCents'), tooLarge: 'amount-too-large' },
      aliases: [
        'charges_locatives',
        'charges_recuperables',
        'montant_charges',
        'provision_charges',
        'provision_sur_charges',
      ],
    },
    sharedTenancy: {
      value: LINE.sharedTenancy,
      aliases: SHARED_TENANCY_HEADERS,
      required: true,
    },
    tenantShareCents: {
      value: LINE.tenantShareCents,
      aliases: ['part_centimes', 'part_locataire_centimes', 'quote_part_centimes'],
    },
    tenantShare: {
      value: inEuros(LINE.tenantShareCents, 'tenantShareCents'),
      aliases: ['part_locataire', 'part_du_loyer', 'quote_part'],
    },
    cotenants: {
      value: LINE.cotenants,
      aliases: ['nb_colocataires', 'colocataires', 'nombre_de_locataires'],
    },
    status: {
      value: LINE.status,
      aliases: ['situation', 'situation_locataire', 'statut'],
      required: true,
    },
    statusOn: {
      value: LINE.statusOn,
      aliases: ['situation_le', 'date_situation', 'date_depart', 'date_sortie'],
    },
    arrearsCents: {
      value: LINE.arrearsCents,
      aliases: ['impaye_centimes', 'dette_centimes'],
    },
    arrears: {
      value: inEuros(LINE.arrearsCents, 'arrearsCents'),
      aliases: ['impaye', 'impayes', 'montant_impaye', 'dette', 'dette_locative'],
    },
    arrearsSince: {
      value: LINE.arrearsSince,
      aliases: ['impaye_depuis', 'date_impaye', 'date_premier_impaye'],
    },
    declaredOn: {
      value: {
        type: 'day',
        description:
          'The day of declaring, which the jobs of the Caf alone state; by default the day on which the file arrived',
      },
      aliases: ['depose_le', 'declare_le', 'date_declaration'],
    },
  },
  oneOf: [['rentCents', 'rent']],
});
export type DeclarationColumns = typeof DECLARATIONS.columns;
