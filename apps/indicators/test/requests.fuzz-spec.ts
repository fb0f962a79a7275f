import { newId } from '@passerelle/kernel';
import { fuzz, TestService } from '@passerelle/testing';

import { indicators } from '../src/service.js';
import { BATCH, importItems, ndjson } from './import-items.js';

describe('requests made from the document', () => {
  let test: TestService;

  beforeAll(async () => {
    test = await TestService.start(indicators);
  });

  afterAll(async () => {
    await test.stop();
  });

  it('are answered as the document says, whatever is in them', async () => {
    const items = await importItems(
      test,
      ndjson([{ itemId: 'a', category: 'mail', receivedOn: '2024-03-20' }]),
    );
    const { faults, reached } = await fuzz(test, {
      callers: [
        { sub: newId(), roles: ['indicator_publisher'] },
        { sub: newId(), roles: ['mediator'] },
        BATCH,
      ],
      resources: [`/indicators/v1/imports/${items.id}`],
    });
    expect(faults).toEqual([]);
    expect(reached).toBeGreaterThan(0.6);
  });
});
