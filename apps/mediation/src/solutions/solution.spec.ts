import { localDate as day } from '@passerelle/kernel';

import { refusal } from '../../test/refusal.js';
import { checkSolution, checkSolutionAnswer } from './solution.js';

const TODAY = day('2024-03-29');
const RECEIVED = day('2024-02-01');

describe('the rules of a solution', () => {
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

  it('counts from the receipt when no opening or proposal is recorded', () => {
    const unopened = { ...referral, openedOn: null, solutionProposedOn: null };
    const early = day('2024-01-31');
    const propose = (proposedOn: typeof TODAY) => () => {
      checkSolution({ proposedOn }, unopened, TODAY);
    };
    const answer = (answeredOn: typeof TODAY) => () => {
      checkSolutionAnswer({ answeredOn }, unopened, TODAY);
    };
    expect(refusal(propose(early))).toBe('mediation/solution-date-out-of-range /proposedOn');
    expect(refusal(propose(RECEIVED))).toBeNull();
    expect(refusal(answer(early))).toBe('mediation/solution-date-out-of-range /answeredOn');
    expect(refusal(answer(RECEIVED))).toBeNull();
    expect(refusal(propose(TODAY))).toBeNull();
    expect(refusal(answer(TODAY))).toBeNull();
  });
});
