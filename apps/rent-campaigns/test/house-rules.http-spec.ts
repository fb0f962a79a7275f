import { houseRules } from '@passerelle/testing';

import { rentCampaigns } from '../src/service.js';
import {
  as,
  expectedTenant,
  LANDLORD,
  openCampaign,
  OTHER_LANDLORD,
  putRoster,
} from './campaign.js';

houseRules(rentCampaigns, {
  now: '2023-10-10T08:00:00Z',
  callers: Object.values(as),
  known: {
    year: [2023],
    referenceYear: [2023, 2024],
    opensOn: ['2023-08-01', '2024-08-01'],
    suspensionOn: ['2024-01-15', '2025-01-15'],
    closesOn: ['2024-03-31', '2025-03-31'],
    correctionEndsOn: ['2024-06-30', '2025-06-30'],
    fileNumber: ['0000001'],
    dwellingRef: ['A1'],
    landlordSiret: [LANDLORD],
    lastName: ['Martin'],
    siret: [LANDLORD, OTHER_LANDLORD],
    rent: ['512,30', '512.30'],
    sharedTenancy: [false],
  },
  prepare: async (test) => {
    await openCampaign(test);
    const tenants = [1, 2, 3, 4, 5, 6].map((number) => expectedTenant(number));
    const { id } = await putRoster(test, tenants);
    return [`/rent-campaigns/v1/imports/${id}`];
  },
});
