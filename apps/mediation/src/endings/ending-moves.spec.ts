import { localDate as day } from '@passerelle/kernel';

import { refusal } from '../../test/refusal.js';
import {
  courtSeizureMove,
  joiningMove,
  noFurtherActionMove,
  withdrawalMove,
} from './ending-moves.js';

const TODAY = day('2024-03-29');
const RECEIVED = day('2024-02-01');
const ENDED = day('2024-03-20');
const ended = { status: 'closed', receivedOn: RECEIVED, informationDueOn: null } as const;

it('ends a case without further action', () => {
  const referral = {
    status: 'more_information_requested',
    informationDueOn: day('2024-03-01'),
  } as const;
  expect(noFurtherActionMove(referral, { endedOn: ENDED }, TODAY)).toEqual({
    changes: {
      status: 'no_further_action',
      resolution: 'no_further_action',
      outcome: 'other',
      closedOn: ENDED,
    },
    step: { kind: 'no_further_action', occurredOn: ENDED },
    end: { status: 'no_further_action', resolution: 'no_further_action', endedOn: ENDED },
  });
  expect(refusal(() => noFurtherActionMove(ended, { endedOn: ENDED }, TODAY))).toBe(
    'mediation/referral-already-closed',
  );
  const tooEarly = { endedOn: day('2024-03-01') };
  expect(refusal(() => noFurtherActionMove(referral, tooEarly, TODAY))).toBe(
    'mediation/information-limit-running',
  );
});

it('withdraws a case', () => {
  const referral = { status: 'in_review', receivedOn: RECEIVED } as const;
  expect(withdrawalMove(referral, { withdrawnOn: ENDED }, TODAY)).toEqual({
    changes: {
      withdrawnOn: ENDED,
      status: 'withdrawn',
      resolution: 'withdrawn',
      outcome: 'other',
      closedOn: ENDED,
    },
    step: { kind: 'withdrawn', occurredOn: ENDED },
    end: { status: 'withdrawn', resolution: 'withdrawn', endedOn: ENDED },
  });
  expect(refusal(() => withdrawalMove(ended, { withdrawnOn: ENDED }, TODAY))).toBe(
    'mediation/referral-already-closed',
  );
  const tooEarly = { withdrawnOn: day('2024-01-31') };
  expect(refusal(() => withdrawalMove(referral, tooEarly, TODAY))).toBe(
    'mediation/withdrawal-date-out-of-range /withdrawnOn',
  );
});

it('lets a case lapse when a court is seized', () => {
  const referral = { status: 'received', receivedOn: RECEIVED } as const;
  expect(courtSeizureMove(referral, { seizedOn: ENDED }, TODAY)).toEqual({
    changes: {
      courtSeizedOn: ENDED,
      courtSeized: true,
      status: 'lapsed',
      resolution: 'lapsed_court_seized',
      outcome: 'other',
      closedOn: ENDED,
    },
    step: { kind: 'lapsed', occurredOn: ENDED },
    end: { status: 'lapsed', resolution: 'lapsed_court_seized', endedOn: ENDED },
  });
  expect(refusal(() => courtSeizureMove(ended, { seizedOn: ENDED }, TODAY))).toBe(
    'mediation/referral-already-closed',
  );
  const tooEarly = { seizedOn: day('2024-01-31') };
  expect(refusal(() => courtSeizureMove(referral, tooEarly, TODAY))).toBe(
    'mediation/court-seized-before-referral /seizedOn',
  );
});

it('joins a duplicate today, and without a result: the other case has the result', () => {
  const duplicate = { id: 'd', fileNumber: '1234567', status: 'received' } as const;
  const master = { ...duplicate, id: 'm' };
  expect(joiningMove(duplicate, master, TODAY)).toEqual({
    changes: {
      joinedTo: 'm',
      joinedOn: TODAY,
      status: 'joined',
      resolution: null,
      outcome: null,
      closedOn: TODAY,
    },
    step: { kind: 'joined', occurredOn: TODAY },
    end: { status: 'joined', resolution: null, endedOn: TODAY },
  });
  expect(refusal(() => joiningMove({ ...duplicate, status: 'closed' }, master, TODAY))).toBe(
    'mediation/referral-already-closed',
  );
  expect(refusal(() => joiningMove(duplicate, duplicate, TODAY))).toBe(
    'mediation/joined-to-itself /joinedTo',
  );
});
