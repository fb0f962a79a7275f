import { newId } from '@passerelle/kernel';
import { houseRules } from '@passerelle/testing';

import { scales } from '../src/service.js';

houseRules(scales, {
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
