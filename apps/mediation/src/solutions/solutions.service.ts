import { Injectable } from '@nestjs/common';

import type { Actor } from '@passerelle/auth';
import type { ExpectedVersions } from '@passerelle/http';

import { openAddressees } from '../information-requests/information-request.js';
import { InformationRequestsRepository } from '../information-requests/information-requests.repository.js';
import type { ReferralView } from '../referrals/referral.view.js';
import { ReferralDesk } from '../referrals/referral-desk.service.js';
import { ReferralsService } from '../referrals/referrals.service.js';
import { solutionAnswerMove, solutionMove } from './solution-moves.js';
import type { AnswerSolution, ProposeSolution } from './solutions.dto.js';

/** A solution proposed to the parties, and what they say of it; a refused one may be followed by another. */
@Injectable()
export class SolutionsService {
  constructor(
    private readonly desk: ReferralDesk,
    private readonly views: ReferralsService,
    private readonly requests: InformationRequestsRepository,
  ) {}

  propose(
    actor: Actor,
    id: string,
    expected: ExpectedVersions,
    command: ProposeSolution,
  ): Promise<ReferralView> {
    return this.desk.change(actor, id, 'propose_solution', expected, async (open) => {
      const { referral, today } = open;
      const saved = await this.desk.take(open, solutionMove(referral, command, today));
      return this.views.shownTo(actor, saved);
    });
  }

  answer(
    actor: Actor,
    id: string,
    expected: ExpectedVersions,
    command: AnswerSolution,
  ): Promise<ReferralView> {
    return this.desk.change(actor, id, 'answer_solution', expected, async (open) => {
      const { referral, today } = open;
      const openQuestions = openAddressees(await this.requests.of(id));
      const move = solutionAnswerMove(referral, command, openQuestions, today);
      const saved = await this.desk.take(open, move);
      return this.views.shownTo(actor, saved);
    });
  }
}
