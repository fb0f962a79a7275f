import { localDate as day } from '@passerelle/kernel';

import { refusal } from '../../test/refusal.js';
import type { Decision } from '../cases/referral.js';
import { DEFAULT_ADMISSIBILITY_SETTINGS } from './admissibility.js';
import { decisionMove } from './decision-move.js';

const TODAY = day('2024-03-29');
const referral = {
  status: 'received',
  receivedOn: day('2024-02-01'),
  reason: 'unpaid_benefit',
  priorClaimMadeOn: day('2024-01-20'),
  courtSeized: false,
  informationRequestedOn: null,
} as const;

const move = (decision: Decision, ground: 'data_rights' | 'court_seized' | null = null) =>
  decisionMove(
    referral,
    {
      decision,
      ground,
      redirectedTo: null,
      notifiedOn: day('2024-02-09'),
      transmittedOn: null,
      personInformedOn: null,
      courtSeizedOn: ground === 'court_seized' ? day('2024-01-25') : null,
    },
    TODAY,
    DEFAULT_ADMISSIBILITY_SETTINGS,
  );

it('opens the mediation of an admissible case, and ends nothing', () => {
  const { changes, step } = move('admissible');
  expect(changes).toMatchObject({
    status: 'in_review',
    decision: 'admissible',
    openedOn: '2024-02-09',
  });
  expect(changes).not.toHaveProperty('closedOn');
  expect(changes).not.toHaveProperty('resolution');
  expect(changes).not.toHaveProperty('outcome');
  expect(step).toEqual({ kind: 'declared_admissible', occurredOn: '2024-02-09', detail: null });
});

it('waits for more information', () => {
  const { changes, step } = move('more_information');
  expect(changes.status).toBe('more_information_requested');
  expect(changes).not.toHaveProperty('closedOn');
  expect(step.kind).toBe('more_information_requested');
});

it('ends an inadmissible case without a result', () => {
  const { changes, step } = move('inadmissible', 'court_seized');
  expect(changes).toMatchObject({
    courtSeized: true,
    courtSeizedOn: '2024-01-25',
    status: 'inadmissible',
    closedOn: '2024-02-09',
    resolution: null,
  });
  expect(changes).not.toHaveProperty('outcome');
  expect(step).toEqual({
    kind: 'declared_inadmissible',
    occurredOn: '2024-02-09',
    detail: 'court_seized',
  });
});

it('ends a redirected case with a result', () => {
  const { changes, step } = move('redirected', 'data_rights');
  expect(changes).toMatchObject({
    status: 'redirected',
    closedOn: '2024-02-09',
    resolution: 'redirected',
    outcome: 'other',
    redirectedTo: 'data_protection_officer',
  });
  expect(step.kind).toBe('redirected');
});

it('refuses a second decision, and a decision against the table', () => {
  const again = () =>
    decisionMove(
      { ...referral, status: 'in_review' },
      {
        decision: 'admissible',
        ground: null,
        redirectedTo: null,
        notifiedOn: TODAY,
        transmittedOn: null,
        personInformedOn: null,
        courtSeizedOn: null,
      },
      TODAY,
      DEFAULT_ADMISSIBILITY_SETTINGS,
    );
  expect(refusal(again)).toBe('mediation/already-decided');
  expect(refusal(() => move('admissible', 'data_rights'))).toBe(
    'mediation/ground-does-not-fit-decision /ground',
  );
});
