import { refusal } from '../../test/refusal.js';
import {
  assertNoConflictOfInterest,
  assertNoOwnConflict,
  hasConflictOfInterest,
} from './conflict-of-interest.js';
import type { DeclaredLink } from './referral.js';

const link = (mediator: string): DeclaredLink => ({ mediator, kind: 'family' });

it.each<[string[], DeclaredLink[], string | null, boolean]>([
  [[], [], null, false],
  [['b'], [], null, false],
  [['b', 'a'], [], 'mediation/conflict-of-interest', true],
  // A link of one mediator sends the case to another Caf: no colleague may act.
  [[], [link('b')], 'mediation/transfer-required', false],
  [[], [link('b'), link('a')], 'mediation/transfer-required', true],
  [['a'], [link('b')], 'mediation/transfer-required', true],
])('handled by %j, links %j: "a" is refused with %s', (handledBy, declaredLinks, code, own) => {
  const referral = { handledBy, declaredLinks };
  expect(hasConflictOfInterest(referral, 'a')).toBe(code !== null);
  expect(
    refusal(() => {
      assertNoConflictOfInterest(referral, 'a');
    }),
  ).toBe(code);
  expect(
    refusal(() => {
      assertNoOwnConflict(referral, 'a');
    }),
  ).toBe(own ? 'mediation/conflict-of-interest' : null);
});
