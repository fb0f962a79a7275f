import { Injectable } from '@nestjs/common';

import type { Actor } from '@passerelle/auth';
import type { ExpectedVersions } from '@passerelle/http';

import { openAddressees } from '../information-requests/information-request.js';
import { InformationRequestsDirectory } from '../information-requests/information-requests.directory.js';
import { dayOfAct, ReferralAccessService } from '../referrals/referral-access.service.js';
import { type ReferralView, viewFor } from '../referrals/referral.view.js';
import { solutionAnswerMove, solutionMove } from './solution-moves.js';
import type { AnswerSolution, ProposeSolution } from './solutions.dto.js';

/** The solution proposed to the parties, and the answer of the person; another solution may follow a refusal. */
@Injectable()
export class SolutionsService {
  constructor(
    private readonly access: ReferralAccessService,
    private readonly requests: InformationRequestsDirectory,
  ) {}

  propose(
    actor: Actor,
    id: string,
    expected: ExpectedVersions,
    command: ProposeSolution,
  ): Promise<ReferralView> {
    return this.access.change(actor, id, 'propose_solution', expected, async (open) => {
      const { referral, today } = open;
      const saved = await this.access.apply(open, solutionMove(referral, command, today));
      return viewFor(open.actor, saved);
    });
  }

  answer(
    actor: Actor,
    id: string,
    expected: ExpectedVersions,
    command: AnswerSolution,
  ): Promise<ReferralView> {
    return this.access.change(actor, id, 'answer_solution', expected, async (open) => {
      const { referral, today } = open;
      const openQuestions = openAddressees(await this.requests.ofReferral(id));
      const answeredOn = dayOfAct(open, 'answeredOn', command.answeredOn);
      const answer = { answer: command.answer, answeredOn };
      const move = solutionAnswerMove(referral, answer, openQuestions, today);
      const saved = await this.access.apply(open, move);
      return viewFor(open.actor, saved);
    });
  }
}
