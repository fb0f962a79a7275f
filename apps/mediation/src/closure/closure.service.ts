import { Injectable } from '@nestjs/common';

import type { Actor } from '@passerelle/auth';
import { referralEndedV1 } from '@passerelle/contracts';
import type { ExpectedVersions } from '@passerelle/http';
import { Outbox } from '@passerelle/messaging';

import { RecommendationsRepository } from '../recommendations/recommendations.repository.js';
import type { ReferralView } from '../referrals/referral.view.js';
import { ReferralDesk } from '../referrals/referral-desk.service.js';
import { ReferralsService } from '../referrals/referrals.service.js';
import type { CloseReferral } from './closure.dto.js';
import { closureMove } from './closure-move.js';

@Injectable()
export class ClosureService {
  constructor(
    private readonly desk: ReferralDesk,
    private readonly views: ReferralsService,
    private readonly recommendations: RecommendationsRepository,
    private readonly outbox: Outbox,
  ) {}

  close(
    actor: Actor,
    id: string,
    expected: ExpectedVersions,
    command: CloseReferral,
  ): Promise<ReferralView> {
    return this.desk.change(actor, id, 'close', expected, async (open) => {
      const { referral, tx, today } = open;
      const closure = {
        ...command,
        arrearsCents: command.arrearsCents ?? null,
        overpaymentCents: command.overpaymentCents ?? null,
      };
      const move = closureMove(referral, closure, await this.recommendations.of(id), today);
      const saved = await this.desk.take(open, move);
      const { resolution, closedOn: endedOn } = move.facts;
      await this.outbox.publish(
        tx,
        referralEndedV1,
        { referralId: id, status: 'closed', resolution, endedOn },
        saved.version,
      );
      return this.views.shownTo(actor, saved);
    });
  }
}
