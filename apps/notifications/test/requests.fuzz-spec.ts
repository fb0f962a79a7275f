import { newId } from '@passerelle/kernel';
import { fuzz, TestService } from '@passerelle/testing';

import { notifications } from '../src/service.js';
import { publish, request } from './requests.js';

describe('requests made from the document', () => {
  let test: TestService;

  beforeAll(async () => {
    test = await TestService.start(notifications);
    await publish(test, await request(test, { channel: 'email' }));
  });

  afterAll(async () => {
    await test.stop();
  });

  it('are answered as the document says, whatever is in them', async () => {
    const { faults, reached } = await fuzz(test, {
      callers: [{ sub: newId(), roles: ['admin'] }],
    });
    expect(faults).toEqual([]);
    expect(reached).toBeGreaterThan(0.6);
  });
});
