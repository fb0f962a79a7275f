import { importFile } from '@passerelle/imports';

import { LINE } from '../declarations/line.fields.js';
import { EMAIL } from '../landlords/landlord-contact.fields.js';
import { LANDLORD_KINDS } from '../landlords/landlord.js';
import { TENANCY } from '../tenancies/tenancy.fields.js';
import { AID_PAYEES } from '../tenancies/tenancy.js';

/** One expected tenant a line. */
export const ROSTER = importFile({
  kind: 'roster',
  formats: ['csv', 'ndjson'],
  columns: {
    fileNumber: { value: TENANCY.fileNumber, aliases: ['numero_allocataire'], required: true },
    lastName: { value: TENANCY.lastName, aliases: ['nom'], required: true },
    birthDate: { value: TENANCY.birthDate, aliases: ['date_naissance'] },
    landlordSiret: {
      value: { ...TENANCY.landlordSiret, code: 'siret' },
      aliases: ['bailleur_siret'],
      required: true,
    },
    landlordKind: { value: { type: 'one-of', values: LANDLORD_KINDS }, required: true },
    dwellingRef: { value: TENANCY.dwellingRef, aliases: ['logement_ref'], required: true },
    sharedTenancy: { value: LINE.sharedTenancy, aliases: ['colocation'] },
    leaseStartsOn: { value: { type: 'day' } },
    previousRentCents: {
      value: { type: 'amount', unit: 'cents', description: 'The July rent of the year before' },
    },
    previousChargesCents: { value: { type: 'amount', unit: 'cents' } },
    ceilingCents: {
      value: {
        type: 'amount',
        unit: 'cents',
        description: 'The local ceiling of rents for the dwelling',
      },
    },
    aidCents: { value: { type: 'amount', unit: 'cents', description: 'The monthly aid' } },
    aidPaidTo: { value: { type: 'one-of', values: AID_PAYEES } },
    // The form of an address is a doubt of the line, not a refusal.
    landlordEmail: {
      value: { type: 'text', max: EMAIL.max, description: 'Where reminders are sent' },
      aliases: ['bailleur_courriel'],
    },
  },
});
export type RosterColumns = typeof ROSTER.columns;
