import { type FieldDefinition, FILE_NUMBER, SIRET } from '@passerelle/kernel';

/** The fields that requests and files about a tenancy share, each with its limits. */
export const TENANCY = {
  fileNumber: FILE_NUMBER,
  lastName: { type: 'text', max: 100, isName: true },
  birthDate: { type: 'day', min: '1900-01-01' },
  landlordSiret: SIRET,
  dwellingRef: { type: 'text', max: 40, description: 'The landlord’s own key of the dwelling' },
  cotenants: {
    type: 'whole',
    min: 1,
    max: 100,
    description: 'The tenants of the dwelling, with this tenant',
  },
} as const satisfies Readonly<Record<string, FieldDefinition>>;
