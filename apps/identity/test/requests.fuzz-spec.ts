import { newId } from '@passerelle/kernel';
import { fuzz, TestService } from '@passerelle/testing';

import { identity } from '../src/service.js';
import { LIGHT_CAPTCHA } from './journey.js';

describe('requests made from the document', () => {
  let test: TestService;

  beforeAll(async () => {
    test = await TestService.start(identity, {
      env: { PASSERELLE_DEMO: 'true', ...LIGHT_CAPTCHA },
    });
  });

  afterAll(async () => {
    await test.stop();
  });

  it('are answered as the document says, whatever is in them', async () => {
    const { faults, reached } = await fuzz(test, {
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
    expect(faults).toEqual([]);
    expect(reached).toBeGreaterThan(0.6);
  });
});
