import { Injectable } from '@nestjs/common';

import type { Actor } from '@passerelle/auth';
import { referralEndedV1 } from '@passerelle/contracts';
import type { ExpectedVersions } from '@passerelle/http';
import { Outbox } from '@passerelle/messaging';

import { RecommendationsDirectory } from '../recommendations/recommendations.directory.js';
import { ReferralAccessService } from '../referrals/referral-access.service.js';
import { type ReferralView, viewFor } from '../referrals/referral.view.js';
import type { CloseReferral } from './closure.dto.js';
import { closureMove } from './closure-move.js';

@Injectable()
export class ClosureService {
  constructor(
    private readonly access: ReferralAccessService,
    private readonly recommendations: RecommendationsDirectory,
    private readonly outbox: Outbox,
  ) {}

  close(
    actor: Actor,
    id: string,
    expected: ExpectedVersions,
    command: CloseReferral,
  ): Promise<ReferralView> {
    return this.access.change(actor, id, 'close', expected, async (open) => {
      const { referral, tx, today } = open;
      const closure = {
        ...command,
        arrearsCents: command.arrearsCents ?? null,
        overpaymentCents: command.overpaymentCents ?? null,
      };
      const move = closureMove(referral, closure, await this.recommendations.ofReferral(id), today);
      const saved = await this.access.apply(open, move);
      const { resolution, closedOn: endedOn } = move.facts;
      this.outbox.publish(
        tx,
        referralEndedV1,
        { referralId: id, status: 'closed', resolution, endedOn },
        saved.version,
      );
      return viewFor(open.actor, saved);
    });
  }
}
