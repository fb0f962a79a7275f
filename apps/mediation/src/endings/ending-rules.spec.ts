import { localDate as day } from '@passerelle/kernel';

import { refusal } from '../../test/refusal.js';
import type { ReferralStatus } from '../cases/referral.js';
import {
  checkCourtSeizure,
  checkJoin,
  checkNoFurtherAction,
  checkWithdrawal,
} from './ending-rules.js';

const TODAY = day('2024-03-29');
const RECEIVED = day('2024-02-01');

describe('checkNoFurtherAction', () => {
  it.each([
    ['2024-03-28', null],
    ['2024-03-29', 'mediation/information-limit-running'],
    ['2024-03-30', 'mediation/information-limit-running'],
  ])('answer due on %s', (informationDueOn, expected) => {
    const referral = { informationDueOn: day(informationDueOn) };
    expect(
      refusal(() => {
        checkNoFurtherAction({ endedOn: TODAY }, referral, TODAY);
      }),
    ).toBe(expected);
  });

  it('needs no limit of a case that never had one', () => {
    const referral = { informationDueOn: null };
    expect(
      refusal(() => {
        checkNoFurtherAction({ endedOn: TODAY }, referral, TODAY);
      }),
    ).toBeNull();
  });

  it('gives the limit with its refusal', () => {
    const referral = { informationDueOn: TODAY };
    expect(() => {
      checkNoFurtherAction({ endedOn: TODAY }, referral, TODAY);
    }).toThrow(expect.objectContaining({ meta: { informationDueOn: TODAY } }));
  });

  it('may be dated on a past day after the limit, not on a future one', () => {
    const referral = { informationDueOn: day('2024-03-01') };
    const ended = (endedOn: string) => () => {
      checkNoFurtherAction({ endedOn: day(endedOn) }, referral, TODAY);
    };
    expect(refusal(ended('2024-03-02'))).toBeNull();
    expect(refusal(ended('2024-03-01'))).toBe('mediation/information-limit-running');
    expect(refusal(ended('2024-03-30'))).toBe('mediation/ended-in-future /endedOn');
  });
});

describe('checkWithdrawal', () => {
  it.each([
    ['2024-01-31', 'mediation/withdrawal-date-out-of-range /withdrawnOn'],
    ['2024-02-01', null],
    ['2024-03-29', null],
    ['2024-03-30', 'mediation/withdrawal-date-out-of-range /withdrawnOn'],
  ])('withdrawn on %s', (withdrawnOn, expected) => {
    const withdrawal = { withdrawnOn: day(withdrawnOn) };
    expect(
      refusal(() => {
        checkWithdrawal(withdrawal, { receivedOn: RECEIVED }, TODAY);
      }),
    ).toBe(expected);
  });
});

describe('checkCourtSeizure', () => {
  it.each<[string, ReferralStatus, string | null]>([
    ['2024-03-30', 'in_review', 'mediation/court-seizure-in-future /seizedOn'],
    ['2024-03-29', 'in_review', null],
    ['2024-02-01', 'received', null],
    ['2024-01-31', 'received', 'mediation/court-seized-before-referral /seizedOn'],
    ['2024-01-31', 'in_review', null],
  ])('seized on %s, %s', (seizedOn, status, expected) => {
    const referral = { receivedOn: RECEIVED, status };
    expect(
      refusal(() => {
        checkCourtSeizure({ seizedOn: day(seizedOn) }, referral, TODAY);
      }),
    ).toBe(expected);
  });
});

describe('checkJoin', () => {
  const duplicate = { id: 'd', fileNumber: '1234567', status: 'received' } as const;
  it.each<[string, string, ReferralStatus, string | null]>([
    ['m', '1234567', 'in_review', null],
    ['d', '1234567', 'received', 'mediation/joined-to-itself /joinedTo'],
    ['m', '7654321', 'in_review', 'mediation/joined-to-another-file /joinedTo'],
    ['m', '1234567', 'closed', 'mediation/joined-to-ended /joinedTo'],
    ['m', '1234567', 'joined', 'mediation/joined-to-ended /joinedTo'],
  ])('master %s of file %s, %s', (id, fileNumber, status, expected) => {
    expect(
      refusal(() => {
        checkJoin(duplicate, { id, fileNumber, status });
      }),
    ).toBe(expected);
  });
});
