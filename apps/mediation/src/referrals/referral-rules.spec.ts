import { DomainError, localDate as day } from '@passerelle/kernel';

import type { ReferralStatus } from './referral.js';
import {
  assertNoConflictOfInterest,
  checkCourtSeizure,
  checkJoin,
  checkNoFurtherAction,
  checkRegistration,
  checkSolution,
  checkSolutionAnswer,
  checkWithdrawal,
} from './referral-rules.js';

const TODAY = day('2024-03-29');
const RECEIVED = day('2024-02-01');

/** `<code> <pointer>` of the refusal, with every place of its sentence filled; null when accepted. */
function refusal(run: () => unknown): string | null {
  try {
    run();
    return null;
  } catch (error) {
    if (!(error instanceof DomainError)) throw error;
    for (const field of error.fields) expect(field.detail.fr).not.toMatch(/\{\w+\}/);
    return [error.code, ...error.fields.map(({ pointer }) => pointer)].join(' ');
  }
}

const orNull = (text: string | null) => (text === null ? null : day(text));

describe('checkRegistration', () => {
  it.each<[string, string, string | null, string | null, string | null]>([
    ['received today', '2024-03-29', null, null, null],
    ['received tomorrow', '2024-03-30', null, null, 'mediation/received-in-future /receivedOn'],
    ['claim the day before', '2024-02-01', '2024-01-31', null, null],
    ['claim on the same day', '2024-02-01', '2024-02-01', null, null],
    [
      'claim the day after',
      '2024-02-01',
      '2024-02-02',
      null,
      'mediation/prior-claim-after-referral /priorClaim/madeOn',
    ],
    ['deadline on the day of receipt', '2024-02-01', null, '2024-02-01', null],
    ['deadline since past, but not at receipt', '2024-02-01', null, '2024-02-15', null],
    [
      'deadline the day before receipt',
      '2024-02-01',
      null,
      '2024-01-31',
      'mediation/appeal-deadline-already-past /appealDeadline',
    ],
  ])('%s', (_name, receivedOn, priorClaimMadeOn, appealDeadline, expected) => {
    const registration = {
      receivedOn: day(receivedOn),
      priorClaimMadeOn: orNull(priorClaimMadeOn),
      appealDeadline: orNull(appealDeadline),
    };
    expect(
      refusal(() => {
        checkRegistration(registration, TODAY);
      }),
    ).toBe(expected);
  });
});

describe('assertNoConflictOfInterest', () => {
  it.each([
    [[], null],
    [['b'], null],
    [['b', 'a'], 'mediation/conflict-of-interest'],
  ])('handled by %j', (handledBy, expected) => {
    expect(
      refusal(() => {
        assertNoConflictOfInterest({ handledBy }, 'a');
      }),
    ).toBe(expected);
  });
});

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
  it.each<[string | null, ReferralStatus, string | null]>([
    [null, 'in_review', 'mediation/court-seizure-without-date /seizedOn'],
    ['2024-03-30', 'in_review', 'mediation/court-seizure-in-future /seizedOn'],
    ['2024-03-29', 'in_review', null],
    ['2024-02-01', 'received', null],
    ['2024-01-31', 'received', 'mediation/court-seized-before-referral /seizedOn'],
    ['2024-01-31', 'in_review', null],
  ])('seized on %s, %s', (seizedOn, status, expected) => {
    const referral = { receivedOn: RECEIVED, status };
    expect(
      refusal(() => {
        checkCourtSeizure({ seizedOn: orNull(seizedOn) }, referral, TODAY);
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

describe('a proposed solution', () => {
  const referral = {
    receivedOn: RECEIVED,
    openedOn: day('2024-02-09'),
    solutionProposedOn: day('2024-03-01'),
    solutionAnswer: null,
  };
  it.each([
    ['2024-02-08', 'mediation/solution-date-out-of-range /proposedOn'],
    ['2024-02-09', null],
    ['2024-03-30', 'mediation/solution-date-out-of-range /proposedOn'],
  ])('proposed on %s', (proposedOn, expected) => {
    const solution = { proposedOn: day(proposedOn) };
    expect(
      refusal(() => {
        checkSolution(solution, referral, TODAY);
      }),
    ).toBe(expected);
  });

  it.each([
    ['2024-02-29', 'mediation/solution-date-out-of-range /answeredOn'],
    ['2024-03-01', null],
    ['2024-03-30', 'mediation/solution-date-out-of-range /answeredOn'],
  ])('answered on %s', (answeredOn, expected) => {
    const answer = { answeredOn: day(answeredOn) };
    expect(
      refusal(() => {
        checkSolutionAnswer(answer, referral, TODAY);
      }),
    ).toBe(expected);
  });

  it('is answered once', () => {
    const answered = { ...referral, solutionAnswer: 'accepted' as const };
    const answer = { answeredOn: TODAY };
    expect(
      refusal(() => {
        checkSolutionAnswer(answer, answered, TODAY);
      }),
    ).toBe('mediation/solution-already-answered');
  });
});
