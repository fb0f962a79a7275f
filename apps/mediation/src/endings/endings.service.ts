import { Injectable } from '@nestjs/common';

import type { Actor } from '@passerelle/auth';
import { referralEndedV1 } from '@passerelle/contracts';
import type { ExpectedVersions } from '@passerelle/http';
import { Outbox } from '@passerelle/messaging';

import { assertAllowed } from '../cases/lifecycle.js';
import {
  dayOfAct,
  type OpenReferral,
  ReferralAccessService,
} from '../referrals/referral-access.service.js';
import { type ReferralView, viewFor } from '../referrals/referral.view.js';
import {
  courtSeizureMove,
  type EndingMove,
  joiningMove,
  noFurtherActionMove,
  withdrawalMove,
} from './ending-moves.js';
import type { Join, SeizeCourt, TakeNoFurtherAction, Withdraw } from './endings.dto.js';

@Injectable()
export class EndingsService {
  constructor(
    private readonly access: ReferralAccessService,
    private readonly outbox: Outbox,
  ) {}

  takeNoFurtherAction(
    actor: Actor,
    id: string,
    expected: ExpectedVersions,
    command: TakeNoFurtherAction,
  ): Promise<ReferralView> {
    return this.access.change(actor, id, 'take_no_further_action', expected, async (open) => {
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
    return this.access.change(actor, id, 'withdraw', expected, async (open) => {
      const { referral, today } = open;
      const withdrawnOn = dayOfAct(open, 'withdrawnOn', command.withdrawnOn);
      return this.end(open, withdrawalMove(referral, { withdrawnOn }, today));
    });
  }

  seizeCourt(
    actor: Actor,
    id: string,
    expected: ExpectedVersions,
    command: SeizeCourt,
  ): Promise<ReferralView> {
    return this.access.change(actor, id, 'seize_court', expected, async (open) => {
      const { referral, today } = open;
      return this.end(open, courtSeizureMove(referral, command, today));
    });
  }

  join(actor: Actor, id: string, expected: ExpectedVersions, command: Join): Promise<ReferralView> {
    return this.access.change(actor, id, 'join', expected, async (open) => {
      const { referral, today } = open;
      // A duplicate that has ended is refused before the other case is read.
      assertAllowed('join', referral.status);
      const master = await this.access.byId(command.joinedTo);
      return this.end(open, joiningMove(referral, master, today));
    });
  }

  private async end(open: OpenReferral, move: EndingMove): Promise<ReferralView> {
    const saved = await this.access.apply(open, move);
    this.outbox.publish(
      open.tx,
      referralEndedV1,
      { referralId: saved.id, ...move.end },
      saved.version,
    );
    return viewFor(open.actor, saved);
  }
}
