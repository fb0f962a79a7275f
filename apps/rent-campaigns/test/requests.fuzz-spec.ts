import { fuzz, TestService } from '@passerelle/testing';

import { rentCampaigns } from '../src/service.js';
import {
  as,
  expectedTenant,
  type ImportState,
  LANDLORD,
  openCampaign,
  OTHER_LANDLORD,
  putRoster,
} from './campaign.js';

describe('requests made from the document', () => {
  let test: TestService;
  let roster: ImportState;

  beforeAll(async () => {
    test = await TestService.start(rentCampaigns, { now: '2023-10-10T08:00:00Z' });
    await openCampaign(test);
    roster = await putRoster(
      test,
      [1, 2, 3, 4, 5, 6].map((number) => expectedTenant(number)),
    );
  });

  afterAll(async () => {
    await test.stop();
  });

  it('are answered as the document says, whatever is in them', async () => {
    const { faults, reached } = await fuzz(test, {
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
      resources: [`/rent-campaigns/v1/imports/${roster.id}`],
    });
    expect(faults).toEqual([]);
    expect(reached).toBeGreaterThan(0.6);
  });
});
