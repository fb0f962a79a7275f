import { deliveryOf } from './dispatch.js';

const routedAt = new Date('2024-04-02T08:00:00Z');

it.each([
  [null, 'to_print'],
  [{ routedAt: null, channel: null }, 'pending'],
  [{ routedAt, channel: null }, 'to_print'],
  [{ routedAt, channel: 'email' }, 'email'],
  [{ routedAt, channel: 'letter' }, 'letter'],
] as const)('%j: %s', (dispatch, delivery) => {
  expect(deliveryOf(dispatch)).toBe(delivery);
});
