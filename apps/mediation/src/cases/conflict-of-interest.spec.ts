import { assertNoConflictOfInterest, hasConflictOfInterest } from './conflict-of-interest.js';

it.each([
  [[], false],
  [['b'], false],
  [['b', 'a'], true],
])('handled by %j: a conflict of interest for "a": %s', (handledBy, expected) => {
  expect(hasConflictOfInterest({ handledBy }, 'a')).toBe(expected);
  const assert = () => {
    assertNoConflictOfInterest({ handledBy }, 'a');
  };
  if (expected) expect(assert).toThrow('mediation/conflict-of-interest');
  else expect(assert).not.toThrow();
});
