import { Injectable } from '@nestjs/common';

import type { Actor } from '@passerelle/auth';
import { referralTransferredV1 } from '@passerelle/contracts';
import type { ExpectedVersions } from '@passerelle/http';
import { Outbox } from '@passerelle/messaging';

import { refuseAt } from '../cases/case.errors.js';
import { assertNoConflictOfInterest } from '../cases/conflict-of-interest.js';
import { assertAllowed } from '../cases/lifecycle.js';
import type { ConflictKind } from '../cases/referral.js';
import { MediatorsService } from '../mediators/mediators.service.js';
import { ReferralAccessService } from '../referrals/referral-access.service.js';
import type { Referral } from '../referrals/referral.entity.js';
import { type ReferralView, viewFor } from '../referrals/referral.view.js';
import type { DeclareConflict, HandOver, TransferReferral } from './handovers.dto.js';
import { handoverErrors } from './handovers.errors.js';
import { transferMove } from './transfer-move.js';

/** Which mediator has a case, and which mediators may not act on it. */
@Injectable()
export class HandoversService {
  constructor(
    private readonly access: ReferralAccessService,
    private readonly mediators: MediatorsService,
    private readonly outbox: Outbox,
  ) {}

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
      if (!(await this.mediators.isActive(to)))
        throw refuseAt('/to', handoverErrors.noActiveMediator);
      const step = { kind: 'handed_over', occurredOn: today, detail: to } as const;
      return viewFor(open.actor, await this.access.store(open, { assignedTo: to }, step));
    });
  }

  declareConflict(
    actor: Actor,
    id: string,
    expected: ExpectedVersions,
    command: DeclareConflict,
  ): Promise<ReferralView> {
    return this.access.change(actor, id, 'hand_over', expected, async (open) => {
      const { referral, today } = open;
      assertAllowed('hand_over', referral.status);
      const { mediator = actor.subject, kind = 'handled_before' } = command;
      const detail = `${kind}: ${mediator}`;
      const step = { kind: 'conflict_declared', occurredOn: today, detail } as const;
      const changes = declared(referral, mediator, kind);
      return viewFor(open.actor, await this.access.store(open, changes, step));
    });
  }

  transfer(
    actor: Actor,
    id: string,
    expected: ExpectedVersions,
    command: TransferReferral,
  ): Promise<ReferralView> {
    return this.access.change(actor, id, 'hand_over', expected, async (open) => {
      const { referral, tx, today } = open;
      const saved = await this.access.apply(open, transferMove(referral, command, today));
      const { transferredOn } = command;
      const data = { referralId: id, transferredOn };
      this.outbox.publish(tx, referralTransferredV1, data, saved.version);
      return viewFor(open.actor, saved);
    });
  }
}

/** The case with one more conflict, each known once. */
function declared(
  { handledBy, declaredLinks }: Referral,
  mediator: string,
  kind: ConflictKind,
): Partial<Referral> {
  if (kind === 'handled_before') return { handledBy: [...new Set([...handledBy, mediator])] };
  const known = declaredLinks.some((own) => own.mediator === mediator && own.kind === kind);
  return { declaredLinks: known ? declaredLinks : [...declaredLinks, { mediator, kind }] };
}
