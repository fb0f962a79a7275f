import { DomainError } from '@passerelle/kernel';
import fc from 'fast-check';

import {
  type Command,
  COMMANDS,
  ENDED_STATUSES,
  isAllowed,
  isEnded,
  nextStatus,
  resolutionOfStatus,
  reviewStatus,
  type Step,
} from './lifecycle.js';
import {
  ADDRESSEES,
  DECISIONS,
  type ReferralStatus,
  SOLUTION_ANSWERS,
  STATUSES,
} from './referral.js';

const anyStatus = fc.constantFrom(...STATUSES);
const openQuestions = fc.array(fc.constantFrom(...ADDRESSEES), { maxLength: 5 });
const anyStep: fc.Arbitrary<Step> = fc
  .record({
    command: fc.constantFrom(...COMMANDS),
    decision: fc.constantFrom(...DECISIONS),
    answer: fc.constantFrom(...SOLUTION_ANSWERS),
    remaining: fc.nat({ max: 2 }),
    openQuestions,
  })
  .map((step) => step as Step);

function codeOf(run: () => unknown): string {
  try {
    run();
  } catch (error) {
    if (error instanceof DomainError) return error.code;
    throw error;
  }
  return 'allowed';
}

const step = (command: Command): Step =>
  ({
    command,
    decision: 'admissible',
    answer: 'refused',
    remaining: 0,
    openQuestions: [],
  }) as unknown as Step;

describe('nextStatus', () => {
  it.each<[ReferralStatus, Step, ReferralStatus]>([
    ['received', { command: 'decide', decision: 'admissible' }, 'in_review'],
    ['received', { command: 'decide', decision: 'inadmissible' }, 'inadmissible'],
    ['received', { command: 'decide', decision: 'redirected' }, 'redirected'],
    ['received', { command: 'decide', decision: 'more_information' }, 'more_information_requested'],
    ['more_information_requested', { command: 'supply_information' }, 'received'],
    ['more_information_requested', { command: 'decide', decision: 'inadmissible' }, 'inadmissible'],
    ['more_information_requested', { command: 'take_no_further_action' }, 'no_further_action'],
    ['in_review', { command: 'ask_question', openQuestions: ['partner'] }, 'waiting_partner'],
    [
      'waiting_partner',
      { command: 'ask_question', openQuestions: ['partner', 'service'] },
      'waiting_service',
    ],
    [
      'waiting_service',
      { command: 'answer_question', openQuestions: ['partner'] },
      'waiting_partner',
    ],
    ['waiting_partner', { command: 'answer_question', openQuestions: [] }, 'in_review'],
    [
      'recommendation_issued',
      { command: 'ask_question', openQuestions: ['service'] },
      'recommendation_issued',
    ],
    [
      'solution_proposed',
      { command: 'answer_question', openQuestions: ['service'] },
      'solution_proposed',
    ],
    ['waiting_service', { command: 'propose_solution' }, 'solution_proposed'],
    [
      'solution_proposed',
      { command: 'answer_solution', answer: 'accepted', openQuestions: [] },
      'solution_proposed',
    ],
    [
      'solution_proposed',
      { command: 'answer_solution', answer: 'refused', openQuestions: ['service'] },
      'waiting_service',
    ],
    ['solution_proposed', { command: 'issue_recommendation' }, 'recommendation_issued'],
    ['recommendation_issued', { command: 'issue_recommendation' }, 'recommendation_issued'],
    ['recommendation_issued', { command: 'answer_recommendation' }, 'recommendation_issued'],
    ['closed', { command: 'answer_recommendation' }, 'closed'],
    [
      'recommendation_issued',
      { command: 'withdraw_recommendation', remaining: 1, openQuestions: [] },
      'recommendation_issued',
    ],
    [
      'recommendation_issued',
      { command: 'withdraw_recommendation', remaining: 0, openQuestions: ['beneficiary'] },
      'waiting_beneficiary',
    ],
    ['recommendation_issued', { command: 'close' }, 'closed'],
    ['in_review', { command: 'close' }, 'closed'],
    ['received', { command: 'withdraw' }, 'withdrawn'],
    ['waiting_beneficiary', { command: 'withdraw' }, 'withdrawn'],
    ['received', { command: 'seize_court' }, 'lapsed'],
    ['recommendation_issued', { command: 'seize_court' }, 'lapsed'],
    ['received', { command: 'join' }, 'joined'],
    ['waiting_partner', { command: 'hand_over' }, 'waiting_partner'],
    ['received', { command: 'transfer' }, 'transferred'],
    ['recommendation_issued', { command: 'transfer' }, 'transferred'],
  ])('%s, %j → %s', (status, taken, expected) => {
    expect(nextStatus(status, taken)).toBe(expected);
  });

  it.each<[ReferralStatus, Command, string]>([
    ['received', 'close', 'mediation/not-yet-admissible'],
    ['received', 'issue_recommendation', 'mediation/not-yet-admissible'],
    ['more_information_requested', 'ask_question', 'mediation/not-yet-admissible'],
    ['received', 'supply_information', 'mediation/not-allowed-now'],
    ['received', 'answer_recommendation', 'mediation/not-yet-admissible'],
    ['in_review', 'answer_recommendation', 'mediation/not-allowed-now'],
    ['in_review', 'take_no_further_action', 'mediation/not-allowed-now'],
    ['in_review', 'decide', 'mediation/already-decided'],
    ['recommendation_issued', 'decide', 'mediation/already-decided'],
    ['inadmissible', 'decide', 'mediation/already-decided'],
    ['redirected', 'decide', 'mediation/already-decided'],
    ['closed', 'decide', 'mediation/already-decided'],
    ['withdrawn', 'decide', 'mediation/referral-already-closed'],
    ['closed', 'close', 'mediation/referral-already-closed'],
    ['closed', 'issue_recommendation', 'mediation/referral-already-closed'],
    ['withdrawn', 'answer_recommendation', 'mediation/referral-already-closed'],
    ['lapsed', 'seize_court', 'mediation/referral-already-closed'],
    ['transferred', 'transfer', 'mediation/referral-already-closed'],
    ['transferred', 'close', 'mediation/referral-already-closed'],
    ['closed', 'transfer', 'mediation/referral-already-closed'],
  ])('%s refuses %s with %s', (status, command, code) => {
    expect(codeOf(() => nextStatus(status, step(command)))).toBe(code);
  });

  it('refuses every command on an ended case, except a late answer to a recommendation', () => {
    for (const status of ENDED_STATUSES) {
      const allowed = COMMANDS.filter((command) => isAllowed(command, status));
      expect(allowed).toEqual(status === 'closed' ? ['answer_recommendation'] : []);
    }
  });

  it('throws exactly where the table does not allow the command', () => {
    fc.assert(
      fc.property(anyStatus, anyStep, (status, taken) => {
        const allowed = codeOf(() => nextStatus(status, taken)) === 'allowed';
        expect(allowed).toBe(isAllowed(taken.command, status));
      }),
    );
  });

  it('decides on admissibility at most once, and ends at most once, on any path', () => {
    fc.assert(
      fc.property(fc.array(anyStep, { maxLength: 40 }), (steps) => {
        let status: ReferralStatus = 'received';
        let final = 0;
        let ends = 0;
        for (const taken of steps) {
          if (!isAllowed(taken.command, status)) continue;
          const before: ReferralStatus = status;
          status = nextStatus(status, taken);
          if (taken.command === 'decide' && taken.decision !== 'more_information') final += 1;
          if (status !== before && isEnded(status)) ends += 1;
        }
        expect(final).toBeLessThanOrEqual(1);
        expect(ends).toBeLessThanOrEqual(1);
      }),
      { numRuns: 500 },
    );
  });

  it('can reach a closed case from every open status', () => {
    const reachable = (from: ReferralStatus, seen = new Set<ReferralStatus>()): boolean => {
      if (from === 'closed') return true;
      if (seen.has(from)) return false;
      seen.add(from);
      return COMMANDS.filter((command) => isAllowed(command, from)).some((command) =>
        reachable(nextStatus(from, step(command)), seen),
      );
    };
    for (const status of STATUSES.filter((each) => !isEnded(each))) {
      expect([status, reachable(status)]).toEqual([status, true]);
    }
  });
});

it('gives the command and the status with a refusal', () => {
  const refusals = [
    ['in_review', 'decide'],
    ['closed', 'close'],
    ['received', 'close'],
    ['in_review', 'supply_information'],
  ] as const;
  for (const [status, command] of refusals) {
    const run = () => nextStatus(status, step(command));
    expect(run).toThrow(expect.objectContaining({ meta: { command, status } }));
  }
});

describe('reviewStatus', () => {
  it('does not depend on the order of the questions', () => {
    fc.assert(
      fc.property(openQuestions, (open) => {
        expect(reviewStatus(open)).toBe(reviewStatus([...open].reverse()));
        expect(reviewStatus(open)).toBe(reviewStatus([...open].sort()));
      }),
    );
  });

  it('returns to review only without an open question', () => {
    fc.assert(
      fc.property(openQuestions, (open) => {
        expect(reviewStatus(open) === 'in_review').toBe(open.length === 0);
      }),
    );
  });
});

it('gives a resolution to four of the ends other than a closure', () => {
  const given = STATUSES.map((status) => [status, resolutionOfStatus(status)]).filter(
    ([, resolution]) => resolution !== null,
  );
  expect(given).toEqual([
    ['redirected', 'redirected'],
    ['no_further_action', 'no_further_action'],
    ['lapsed', 'lapsed_court_seized'],
    ['withdrawn', 'withdrawn'],
  ]);
});
