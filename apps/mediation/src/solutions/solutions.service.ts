import { Injectable } from '@nestjs/common';

import type { Actor } from '@passerelle/auth';
import type { ExpectedVersions } from '@passerelle/http';

import { openAddressees } from '../information-requests/information-request.js';
import { InformationRequestsRepository } from '../information-requests/information-requests.repository.js';
import { nextStatus } from '../referrals/lifecycle.js';
import { checkSolution, checkSolutionAnswer } from '../referrals/referral-rules.js';
import type { ReferralView } from '../referrals/referral.view.js';
import { ReferralDesk } from '../referrals/referral-desk.service.js';
import { ReferralsService } from '../referrals/referrals.service.js';
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
      const status = nextStatus(referral.status, { command: 'propose_solution' });
      checkSolution(command, referral, today);
      const saved = await this.desk.save(
        open,
        {
          status,
          solution: command.text,
          solutionProposedOn: command.proposedOn,
          solutionAnswer: null,
          solutionAnsweredOn: null,
        },
        { kind: 'solution_proposed', occurredOn: command.proposedOn },
      );
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
      const { answer, answeredOn } = command;
      const openQuestions = openAddressees(await this.requests.of(id));
      const status = nextStatus(referral.status, {
        command: 'answer_solution',
        answer,
        openQuestions,
      });
      checkSolutionAnswer(command, referral, today);
      const saved = await this.desk.save(
        open,
        { status, solutionAnswer: answer, solutionAnsweredOn: answeredOn },
        { kind: 'solution_answered', occurredOn: answeredOn, detail: answer },
      );
      return this.views.shownTo(actor, saved);
    });
  }
}
