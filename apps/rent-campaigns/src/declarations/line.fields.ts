import { type FieldDefinition, YEAR } from '@passerelle/kernel';

import { TENANCY } from '../tenancies/tenancy.fields.js';
import { TENANT_STATUSES } from '../tenancies/tenancy.js';

/** The fields of a rent line: online, in a correction and in a file. */
export const LINE = {
  ...TENANCY,
  referenceYear: YEAR,
  rentCents: {
    type: 'amount',
    unit: 'cents',
    description: 'The July rent without charges, of the whole dwelling',
  },
  rent: {
    type: 'amount',
    unit: 'euros',
    max: 999_999_999,
    description: 'The July rent in euros, instead of `rentCents`',
  },
  chargesCents: { type: 'amount', unit: 'cents', description: 'The charges of July' },
  sharedTenancy: { type: 'flag' },
  tenantShareCents: {
    type: 'amount',
    unit: 'cents',
    description: 'The part of a shared rent that this tenant pays',
  },
  status: {
    type: 'one-of',
    values: TENANT_STATUSES,
    words: {
      present: ['présent', 'présente', 'en place', 'occupé'],
      departed: ['parti', 'partie', 'départ', 'sorti', 'sortie'],
      deceased: ['décédé', 'décédée', 'décès'],
      management_end: ['fin de gestion', 'gestion terminée'],
      unknown: ['inconnu', 'inconnue'],
    },
  },
  statusOn: {
    type: 'day',
    description: 'The day of the departure, of the death or of the end of management',
  },
  arrearsCents: {
    type: 'amount',
    unit: 'cents',
    description: 'The rent and charges that the tenant owes',
  },
  arrearsSince: { type: 'day' },
} as const satisfies Readonly<Record<string, FieldDefinition>>;
