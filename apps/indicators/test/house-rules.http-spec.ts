import { newId } from '@passerelle/kernel';
import { houseRules } from '@passerelle/testing';

import { indicators } from '../src/service.js';
import { BATCH, importItems, ndjson } from './import-items.js';

houseRules(indicators, {
  callers: [
    { sub: newId(), roles: ['indicator_publisher'] },
    { sub: newId(), roles: ['mediator'] },
    BATCH,
  ],
  prepare: async (test) => {
    const items = [{ itemId: 'a', category: 'mail', receivedOn: '2024-03-20' }];
    const { id } = await importItems(test, ndjson(items));
    return [`/indicators/v1/imports/${id}`];
  },
});
