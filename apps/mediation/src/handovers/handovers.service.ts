import { Injectable } from '@nestjs/common';

import type { Actor } from '@passerelle/auth';
import type { ExpectedVersions } from '@passerelle/http';

import { assertNoConflictOfInterest } from '../cases/conflict-of-interest.js';
import { assertAllowed } from '../cases/lifecycle.js';
import { ReferralAccessService } from '../referrals/referral-access.service.js';
import { type ReferralView, viewFor } from '../referrals/referral.view.js';
import type { DeclareConflict, HandOver } from './handovers.dto.js';

/** Which mediator has a case, and which mediators may not act on it. */
@Injectable()
export class HandoversService {
  constructor(private readonly access: ReferralAccessService) {}

  handOver(
    actor: Actor,
    id: string,
    expected: ExpectedVersions,
    { to }: HandOver,
  ): Promise<ReferralView> {
    return this.access.change(actor, id, 'hand_over', expected, async (open) => {
      const { referral, today } = open;
      assertAllowed('hand_over', referral.status);
      assertNoConflictOfInterest(referral, to);
      const step = { kind: 'handed_over', occurredOn: today, detail: to } as const;
      return viewFor(actor, await this.access.store(open, { assignedTo: to }, step));
    });
  }

  declareConflict(
    actor: Actor,
    id: string,
    expected: ExpectedVersions,
    { mediator }: DeclareConflict,
  ): Promise<ReferralView> {
    return this.access.change(actor, id, 'hand_over', expected, async (open) => {
      const { referral, today } = open;
      assertAllowed('hand_over', referral.status);
      const handledBy = [...new Set([...referral.handledBy, mediator])];
      const step = { kind: 'conflict_declared', occurredOn: today, detail: mediator } as const;
      return viewFor(actor, await this.access.store(open, { handledBy }, step));
    });
  }
}
