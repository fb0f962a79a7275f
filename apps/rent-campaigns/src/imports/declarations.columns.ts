import { importFile } from '@passerelle/imports';

import { LINE } from '../declarations/line.fields.js';

/** One rent line a tenant. */
export const DECLARATIONS = importFile({
  kind: 'declarations',
  formats: ['csv', 'ndjson'],
  columns: {
    fileNumber: { value: LINE.fileNumber, aliases: ['numero_allocataire'], required: true },
    lastName: { value: LINE.lastName, aliases: ['nom'], required: true },
    birthDate: { value: LINE.birthDate, aliases: ['date_naissance'] },
    landlordSiret: {
      value: { ...LINE.landlordSiret, code: 'siret' },
      aliases: ['bailleur_siret'],
      required: true,
    },
    dwellingRef: { value: LINE.dwellingRef, aliases: ['logement_ref'], required: true },
    referenceYear: {
      value: { ...LINE.referenceYear, outside: 'wrong-year' },
      aliases: ['annee_reference'],
      required: true,
    },
    rentCents: { value: { ...LINE.rentCents, tooLarge: 'amount-too-large' } },
    rent: {
      value: { ...LINE.rent, tooLarge: 'amount-too-large' },
      aliases: ['loyer_hors_charges'],
    },
    chargesCents: { value: { ...LINE.chargesCents, tooLarge: 'amount-too-large' } },
    sharedTenancy: { value: LINE.sharedTenancy, aliases: ['colocation'], required: true },
    tenantShareCents: { value: LINE.tenantShareCents },
    cotenants: { value: LINE.cotenants, aliases: ['nb_colocataires'] },
    status: { value: LINE.status, aliases: ['situation'], required: true },
    statusOn: { value: LINE.statusOn, aliases: ['situation_le'] },
    arrearsCents: { value: LINE.arrearsCents },
    arrearsSince: { value: LINE.arrearsSince, aliases: ['impaye_depuis'] },
    declaredOn: {
      value: {
        type: 'day',
        description:
          'The day of declaring, which the jobs of the Caf alone state; by default the day on which the file arrived',
      },
      aliases: ['depose_le'],
    },
  },
  oneOf: [['rentCents', 'rent']],
});
export type DeclarationColumns = typeof DECLARATIONS.columns;
