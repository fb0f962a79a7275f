import { latest, type LocalDate } from '@passerelle/kernel';

import type {
  AdmissibilityDecision,
  AdmissibilitySettings,
} from '../admissibility/admissibility.js';
import { decisionMove } from '../admissibility/decision-move.js';
import { closureMove } from '../closure/closure-move.js';
import { addressOf } from '../information-requests/addressee.js';
import {
  type InformationRequestState,
  openAddressees,
} from '../information-requests/information-request.js';
import { questionAnswerMove, questionMove } from '../information-requests/question-moves.js';
import {
  recommendationAnswerMove,
  recommendationMove,
  recommendationWithdrawalMove,
} from '../recommendations/recommendation-moves.js';
import type { RecommendationState } from '../recommendations/recommendation.js';
import { courtSeizureMove, noFurtherActionMove, withdrawalMove } from '../endings/ending-moves.js';
import type { Move } from '../cases/move.js';
import { registration } from '../referrals/registration.js';
import { supplementMove } from '../referrals/supplement-move.js';
import { solutionAnswerMove, solutionMove } from '../solutions/solution-moves.js';
import type { TimelineStep } from '../cases/timeline-step.js';
import type { PastCase, PastQuestion, PastRecommendation, PastSolution } from './past-case.js';
import {
  faultOf,
  type PastCaseEvent,
  type PastCaseEventData,
  type PastCaseFault,
  type ReplayedCase,
} from './replayed-case.js';

/** One act of the case; `on` and `rank` give its place in the order of acts. */
interface Act {
  readonly field: string;
  readonly on: LocalDate;
  readonly rank: number;
  readonly move: () => Move;
  readonly event?: (move: Move) => PastCaseEventData | undefined;
}

/** Acts of the same day come in this order. */
const RANK = {
  moreInformation: 0,
  supplement: 1,
  decision: 2,
  question: 3,
  questionAnswer: 4,
  solution: 5,
  solutionAnswer: 6,
  recommendation: 7,
  recommendationAnswer: 8,
  recommendationWithdrawal: 9,
  end: 10,
} as const;

type Mutable<T> = { -readonly [K in keyof T]: T[K] };

/**
 * Replays a past case day after day, under the state machine and the rules of the cases that are recorded as
 * they go. What these rules refuse of a request, they refuse of a past case, with the same code.
 *
 * A court seizure comes last, whatever its day: the Caf may learn of a seizure long after it (domain M5.4).
 *
 * @param today the day on which the file arrived; no act can be later
 */
export function replay(
  past: PastCase,
  today: LocalDate,
  settings: AdmissibilitySettings,
): ReplayedCase | PastCaseFault {
  try {
    const { facts, step } = registration(past.referral, today);
    return new Replay(facts, step, today, settings).run(past);
  } catch (error) {
    return faultOf(error, '');
  }
}

class Replay {
  private readonly facts: Mutable<ReplayedCase['facts']>;
  private readonly requests: Mutable<InformationRequestState>[] = [];
  private readonly recommendations: Mutable<RecommendationState>[] = [];
  private readonly steps: TimelineStep[];
  private readonly events: PastCaseEvent[];

  constructor(
    facts: ReplayedCase['facts'],
    step: TimelineStep,
    private readonly today: LocalDate,
    private readonly settings: AdmissibilitySettings,
  ) {
    this.facts = facts;
    this.steps = [step];
    const { origin, channel, benefit, receivedOn } = facts;
    this.events = [{ event: 'received', origin, channel, benefit, receivedOn, version: 1 }];
  }

  run(past: PastCase): ReplayedCase | PastCaseFault {
    for (const { field, move, event } of this.inOrder(past)) {
      try {
        const made = move();
        Object.assign(this.facts, made.changes);
        this.steps.push(made.step);
        const published = event?.(made);
        if (published !== undefined) {
          this.events.push({ ...published, version: this.steps.length });
        }
      } catch (error) {
        return faultOf(error, field);
      }
    }
    return {
      facts: this.facts,
      requests: this.requests.map(({ id: _own, ...request }) => request),
      recommendations: this.recommendations.map(({ id: _own, ...row }) => row),
      steps: this.steps,
      events: this.events,
      version: this.steps.length,
    };
  }

  private inOrder(past: PastCase): Act[] {
    const acts = [
      ...past.moreInformation.flatMap((precision, index) => {
        const field = `moreInformation.${String(index)}`;
        const { ground, notifiedOn, suppliedOn, text } = precision;
        const asked = {
          ...NOTHING_MORE,
          decision: 'more_information',
          ground,
          notifiedOn,
        } as const;
        const acts = [this.decision(field, asked, RANK.moreInformation)];
        if (suppliedOn === null) return acts;
        return [...acts, this.supplement(field, text, suppliedOn)];
      }),
      ...(past.admissibility === null
        ? []
        : [this.decision('admissibility', past.admissibility, RANK.decision)]),
      ...past.informationRequests.flatMap((question, index) => this.question(question, index)),
      ...past.solutions.flatMap((solution, index) => this.solution(solution, index)),
      ...past.recommendations.flatMap((own, index) => this.recommendation(own, index)),
      ...this.ends(past),
    ].sort((a, b) => (a.on === b.on ? a.rank - b.rank : a.on < b.on ? -1 : 1));
    const { courtSeizure } = past;
    if (courtSeizure === null) return acts;
    const move = (): Move => courtSeizureMove(this.facts, courtSeizure, this.today);
    return [...acts, this.end('courtSeizure', courtSeizure.seizedOn, move)];
  }

  private decision(field: string, decision: AdmissibilityDecision, rank: number): Act {
    const { ground, notifiedOn } = decision;
    return {
      field,
      on: notifiedOn,
      rank,
      move: () => decisionMove(this.facts, decision, this.today, this.settings),
      event: () => ({ event: 'decided', decision: decision.decision, ground, notifiedOn }),
    };
  }

  private supplement(field: string, text: string | null, suppliedOn: LocalDate): Act {
    return {
      field,
      on: suppliedOn,
      rank: RANK.supplement,
      move: () => supplementMove(this.facts, { text, priorClaim: null, suppliedOn }),
    };
  }

  private question({ answer, ...own }: PastQuestion, index: number): Act[] {
    const field = `informationRequests.${String(index)}`;
    const { today } = this;
    const request: Mutable<InformationRequestState> = {
      ...own,
      addresseeOrganisation: null,
      id: '',
      answer: null,
      answeredOn: null,
    };
    const others = (): InformationRequestState[] =>
      this.requests.filter((known) => known !== request);
    const asked: Act = {
      field,
      on: own.askedOn,
      rank: RANK.question,
      move: () => {
        Object.assign(request, addressOf(own));
        const move = questionMove(this.facts, request, others(), today);
        this.requests.push(request);
        return move;
      },
    };
    if (answer === null) return [asked];
    const answered: Act = {
      field: `${field}.answer`,
      on: answer.answeredOn,
      rank: RANK.questionAnswer,
      move: () => {
        const move = questionAnswerMove(this.facts, request, answer, others(), today);
        Object.assign(request, { answer: answer.text, answeredOn: answer.answeredOn });
        return move;
      },
    };
    return [asked, answered];
  }

  private solution({ answer, ...solution }: PastSolution, index: number): Act[] {
    const field = `solutions.${String(index)}`;
    const { today } = this;
    const proposed: Act = {
      field,
      on: solution.proposedOn,
      rank: RANK.solution,
      move: () => solutionMove(this.facts, solution, today),
    };
    if (answer === null) return [proposed];
    const answered: Act = {
      field: `${field}.answer`,
      on: answer.answeredOn,
      rank: RANK.solutionAnswer,
      move: () => {
        // The day of this solution: the facts hold the day of the latest one, which may be another solution.
        const proposedBefore = { ...this.facts, solutionProposedOn: solution.proposedOn };
        return solutionAnswerMove(proposedBefore, answer, openAddressees(this.requests), today);
      },
    };
    return [proposed, answered];
  }

  private recommendation(past: PastRecommendation, index: number): Act[] {
    const field = `recommendations.${String(index)}`;
    const { today } = this;
    const { answer, withdrawnOn, ...own } = past;
    const row: Mutable<RecommendationState> = { ...own, ...UNANSWERED, id: '', withdrawnOn: null };
    const acts: Act[] = [
      {
        field,
        on: own.issuedOn,
        rank: RANK.recommendation,
        move: () => {
          const move = recommendationMove(this.facts, own, today);
          this.recommendations.push(row);
          return move;
        },
      },
    ];
    if (answer !== null) {
      acts.push({
        field: `${field}.answer`,
        on: answer.answeredOn,
        rank: RANK.recommendationAnswer,
        move: () => {
          const move = recommendationAnswerMove(this.facts, row, answer, today);
          Object.assign(row, answer);
          return move;
        },
      });
    }
    if (withdrawnOn !== null) {
      acts.push({
        field,
        on: withdrawnOn,
        rank: RANK.recommendationWithdrawal,
        move: () => {
          const others = this.recommendations.filter((known) => known !== row);
          const questions = openAddressees(this.requests);
          const withdrawal = { withdrawnOn };
          const { facts } = this;
          const move = recommendationWithdrawalMove(
            facts,
            row,
            withdrawal,
            others,
            questions,
            today,
          );
          row.withdrawnOn = withdrawnOn;
          return move;
        },
      });
    }
    return acts;
  }

  private ends({ noFurtherAction, withdrawal, closure }: PastCase): Act[] {
    const { facts, today } = this;
    const acts: Act[] = [];
    if (noFurtherAction !== null) {
      const move = (): Move => noFurtherActionMove(facts, noFurtherAction, today);
      acts.push(this.end('noFurtherAction', noFurtherAction.endedOn, move));
    }
    if (withdrawal !== null) {
      const move = (): Move => withdrawalMove(facts, withdrawal, today);
      acts.push(this.end('withdrawal', withdrawal.withdrawnOn, move));
    }
    if (closure !== null) {
      const { communicatedToPersonOn: toPerson, communicatedToServiceOn: toService } = closure;
      const on = latest(toPerson ?? today, toService ?? today);
      const move = (): Move => closureMove(facts, closure, this.recommendations, today);
      acts.push(this.end('closure', on, move));
    }
    return acts;
  }

  private end(field: string, on: LocalDate, move: () => Move): Act {
    return { field, on, rank: RANK.end, move, event: () => endOf(this.facts) };
  }
}

const NOTHING_MORE = {
  redirectedTo: null,
  transmittedOn: null,
  personInformedOn: null,
  courtSeizedOn: null,
} as const;
const UNANSWERED = { answer: null, reason: null, answeredOn: null, effectiveOn: null } as const;

/** The event of a case that has just ended otherwise than by a decision. */
function endOf({
  status,
  resolution,
  closedOn,
}: ReplayedCase['facts']): PastCaseEventData | undefined {
  const ended = END_STATUSES.find((own) => own === status);
  if (ended === undefined || closedOn === null) return undefined;
  return { event: 'ended', status: ended, resolution, endedOn: closedOn };
}

const END_STATUSES = ['closed', 'withdrawn', 'lapsed', 'joined', 'no_further_action'] as const;
