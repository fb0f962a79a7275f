import { newId } from '@passerelle/kernel';
import { fuzz, TestService } from '@passerelle/testing';

import { scales } from '../src/service.js';

describe('requests made from the document', () => {
  let test: TestService;

  beforeAll(async () => {
    test = await TestService.start(scales, { now: '2024-04-02T08:00:00Z' });
  });

  afterAll(async () => {
    await test.stop();
  });

  it('are answered as the document says, whatever is in them', async () => {
    const { faults, reached } = await fuzz(test, {
      callers: [
        { sub: newId(), roles: ['scale_editor'] },
        { sub: newId(), roles: ['scale_publisher'] },
        { sub: newId(), roles: ['scale_publisher'] },
        { sub: newId(), roles: ['partner_agent'], organisation: 'ccas-nantes' },
      ],
      known: {
        code: ['rsa', 'aah-mva-afh'],
        scale: ['rsa'],
        key: ['base_amount'],
        value: ['660.00'],
        index: ['april'],
        effectiveFrom: ['2024-05-01', '2024-06-01'],
        rate: ['0.0460', '0.0000'],
        reference: ['Décret n° 2024-1'],
      },
    });
    expect(faults).toEqual([]);
    expect(reached).toBeGreaterThan(0.6);
  });
});
