import { newId } from '@passerelle/kernel';
import { houseRules } from '@passerelle/testing';

import { notifications } from '../src/service.js';
import { publish, request } from './requests.js';

houseRules(notifications, {
  callers: [{ sub: newId(), roles: ['admin'] }],
  prepare: async (test) => {
    await publish(test, await request(test, { channel: 'email' }));
    return [];
  },
});
