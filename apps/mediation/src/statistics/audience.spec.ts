import { audienceFor } from './audience.js';

it.each([
  [true, undefined, 'internal'],
  [true, 'internal', 'internal'],
  [true, 'public', 'public'],
  [false, undefined, 'public'],
  [false, 'public', 'public'],
  [false, 'internal', null],
] as const)('mediator: %s, asked: %s, gets: %s', (isMediator, asked, audience) => {
  expect(audienceFor(isMediator, asked)).toBe(audience);
});
