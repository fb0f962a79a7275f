import { Injectable } from '@nestjs/common';

import type { Actor } from '@passerelle/auth';
import { referralEndedV1 } from '@passerelle/contracts';
import type { ExpectedVersions } from '@passerelle/http';
import { Outbox } from '@passerelle/messaging';

import {
  courtSeizureMove,
  type EndingMove,
  joiningMove,
  noFurtherActionMove,
  supplementMove,
  withdrawalMove,
} from './ending-moves.js';
import { nextStatus } from './lifecycle.js';
import { assertNoConflictOfInterest } from './referral-rules.js';
import type { ReferralView } from './referral.view.js';
import { found, type OpenReferral, ReferralDesk } from './referral-desk.service.js';
import type {
  DeclareConflict,
  HandOver,
  Join,
  SeizeCourt,
  SupplyInformation,
  TakeNoFurtherAction,
  Withdraw,
} from './referrals.dto.js';
import { ReferralsRepository } from './referrals.repository.js';
import { ReferralsService } from './referrals.service.js';

/** The ends of a case that are no closure, and the changes of hands on the way. */
@Injectable()
export class ReferralEndingsService {
  constructor(
    private readonly desk: ReferralDesk,
    private readonly referrals: ReferralsRepository,
    private readonly views: ReferralsService,
    private readonly outbox: Outbox,
  ) {}

  supplyInformation(
    actor: Actor,
    id: string,
    expected: ExpectedVersions,
    command: SupplyInformation,
  ): Promise<ReferralView> {
    return this.desk.change(actor, id, 'supply_information', expected, async (open) => {
      const { referral, today } = open;
      const { text, priorClaim } = command;
      const { changes, step } = supplementMove(referral, {
        text,
        priorClaim: priorClaim === undefined ? null : { reference: null, ...priorClaim },
        suppliedOn: today,
      });
      const saved = await this.desk.save(open, changes, step);
      return this.views.shownTo(actor, saved);
    });
  }

  takeNoFurtherAction(
    actor: Actor,
    id: string,
    expected: ExpectedVersions,
    command: TakeNoFurtherAction,
  ): Promise<ReferralView> {
    return this.desk.change(actor, id, 'take_no_further_action', expected, async (open) => {
      const { referral, today } = open;
      const endedOn = command.endedOn ?? today;
      return this.end(open, noFurtherActionMove(referral, { endedOn }, today));
    });
  }

  withdraw(
    actor: Actor,
    id: string,
    expected: ExpectedVersions,
    command: Withdraw,
  ): Promise<ReferralView> {
    return this.desk.change(actor, id, 'withdraw', expected, async (open) => {
      const { referral, today } = open;
      const withdrawnOn = command.withdrawnOn ?? today;
      return this.end(open, withdrawalMove(referral, { withdrawnOn }, today));
    });
  }

  seizeCourt(
    actor: Actor,
    id: string,
    expected: ExpectedVersions,
    command: SeizeCourt,
  ): Promise<ReferralView> {
    return this.desk.change(actor, id, 'seize_court', expected, async (open) => {
      const { referral, today } = open;
      return this.end(open, courtSeizureMove(referral, command, today));
    });
  }

  join(actor: Actor, id: string, expected: ExpectedVersions, command: Join): Promise<ReferralView> {
    return this.desk.change(actor, id, 'join', expected, async (open) => {
      const { referral, today } = open;
      nextStatus(referral.status, { command: 'join' });
      const master = found(await this.referrals.byId(command.joinedTo));
      return this.end(open, joiningMove(referral, master, today));
    });
  }

  handOver(
    actor: Actor,
    id: string,
    expected: ExpectedVersions,
    command: HandOver,
  ): Promise<ReferralView> {
    return this.desk.change(actor, id, 'hand_over', expected, async (open) => {
      const { referral, today } = open;
      nextStatus(referral.status, { command: 'hand_over' });
      assertNoConflictOfInterest(referral, command.to);
      const step = { kind: 'handed_over', occurredOn: today, detail: command.to } as const;
      return this.views.shownTo(
        actor,
        await this.desk.save(open, { assignedTo: command.to }, step),
      );
    });
  }

  declareConflict(
    actor: Actor,
    id: string,
    expected: ExpectedVersions,
    command: DeclareConflict,
  ): Promise<ReferralView> {
    return this.desk.change(actor, id, 'hand_over', expected, async (open) => {
      const { referral, today } = open;
      nextStatus(referral.status, { command: 'hand_over' });
      const handledBy = [...new Set([...referral.handledBy, command.mediator])];
      const step = {
        kind: 'conflict_declared',
        occurredOn: today,
        detail: command.mediator,
      } as const;
      return this.views.shownTo(actor, await this.desk.save(open, { handledBy }, step));
    });
  }

  private async end(open: OpenReferral, move: EndingMove): Promise<ReferralView> {
    const saved = await this.desk.take(open, move);
    await this.outbox.publish(
      open.tx,
      referralEndedV1,
      { referralId: saved.id, ...move.end },
      saved.version,
    );
    return this.views.shownTo(open.actor, saved);
  }
}
