import fc from 'fast-check';

import { addDays, localDate, parisDay, startOfParisDay } from '@passerelle/kernel';
import { readSettings } from '@passerelle/service-kit';

import { identitySettings } from '../identity.settings.js';
import { passwordStatus } from './password-rollout.js';

const settings = readSettings(identitySettings, {});
const ROLLOUT = {
  nudgeFrom: settings.passwordNudgeFrom,
  enforceFrom: settings.passwordEnforceFrom,
  lastChangeBefore: settings.passwordLastChangeBefore,
};

describe('the days of the stronger password', () => {
  it('are the days of the webinar unless the settings have other days', () => {
    expect(ROLLOUT).toEqual({
      nudgeFrom: '2024-02-22',
      enforceFrom: '2024-03-08',
      lastChangeBefore: '2024-02-15',
    });
    const later = readSettings(identitySettings, { IDENTITY_PASSWORD_NUDGE_FROM: '2025-01-01' });
    expect(later.passwordNudgeFrom).toBe('2025-01-01');
  });
});

// The days of A2.1 to A2.4 begin at midnight in Paris, 23:00 UTC in winter.
describe('passwordStatus', () => {
  it.each([
    ['2024-02-21T22:59:59Z', '2020-01-01T00:00:00Z', 'ok'],
    ['2024-02-21T22:59:59Z', '2024-02-21T12:00:00Z', 'ok'],
    ['2024-02-21T23:00:00Z', '2020-01-01T00:00:00Z', 'change_recommended'],
    ['2024-02-21T23:00:00Z', '2024-02-21T12:00:00Z', 'change_recommended'],
    ['2024-03-07T22:59:59Z', '2020-01-01T00:00:00Z', 'change_recommended'],
    ['2024-03-07T22:59:59Z', '2024-03-01T00:00:00Z', 'change_recommended'],
    ['2024-03-07T23:00:00Z', '2024-02-14T22:59:59Z', 'change_required'],
    ['2024-03-07T23:00:00Z', '2024-02-14T23:00:00Z', 'ok'],
    ['2024-03-28T12:00:00Z', '2024-03-01T00:00:00Z', 'ok'],
    ['2026-01-01T12:00:00Z', '2023-12-31T12:00:00Z', 'change_required'],
  ])('sign-in at %s, last change at %s: %s', (at, changedAt, status) => {
    expect(passwordStatus(parisDay(new Date(at)), new Date(changedAt), ROLLOUT)).toBe(status);
  });

  it('requires a change on every day after a day that requires a change', () => {
    const day = fc.integer({ min: 0, max: 800 }).map((n) => addDays(localDate('2023-06-01'), n));
    fc.assert(
      fc.property(day, day, fc.nat({ max: 400 }), (changedOn, on, later) => {
        const changedAt = startOfParisDay(changedOn);
        const after = passwordStatus(addDays(on, later), changedAt, ROLLOUT);
        if (passwordStatus(on, changedAt, ROLLOUT) === 'change_required') {
          expect(after).toBe('change_required');
        }
        if (changedOn >= ROLLOUT.lastChangeBefore && on >= ROLLOUT.enforceFrom) {
          expect(after).toBe('ok');
        }
      }),
    );
  });
});
