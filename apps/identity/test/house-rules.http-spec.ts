import { newId } from '@passerelle/kernel';
import { houseRules } from '@passerelle/testing';

import { identity } from '../src/service.js';
import { LIGHT_CAPTCHA } from './journey.js';

houseRules(identity, {
  env: { PASSERELLE_DEMO: 'true', ...LIGHT_CAPTCHA },
  callers: [
    { sub: newId(), roles: ['admin'] },
    { sub: newId(), roles: ['auditor'] },
    { sub: newId(), roles: ['beneficiary'], file_number: '0000001' },
  ],
  known: {
    roles: ['beneficiary', 'mediator'],
    username: ['mediator', 'admin'],
    password: ['Passerelle-2024'],
    siret: ['00000001800010', '35600000000048'],
    nir: ['2840744109001', '1850675056001'],
  },
});
