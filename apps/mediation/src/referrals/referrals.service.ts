import { Injectable } from '@nestjs/common';

import type { Actor } from '@passerelle/auth';
import { referralReceivedV1 } from '@passerelle/contracts';
import type { ExpectedVersions } from '@passerelle/http';
import { Clock, newId } from '@passerelle/kernel';
import { Outbox } from '@passerelle/messaging';
import { type Page, Transactions } from '@passerelle/persistence';

import { enforce, ReferralAccessService } from './referral-access.service.js';
import { type ReferralView, viewFor } from './referral.view.js';
import type { ReferralsQuery, RegisterReferral, SupplyInformation } from './referrals.dto.js';
import { creationPolicy } from './referrals.policy.js';
import { type ReferralFilter, ReferralsRepository } from './referrals.repository.js';
import { registration } from './registration.js';
import { supplementMove } from './supplement-move.js';

@Injectable()
export class ReferralsService {
  constructor(
    private readonly referrals: ReferralsRepository,
    private readonly access: ReferralAccessService,
    private readonly outbox: Outbox,
    private readonly transactions: Transactions,
    private readonly clock: Clock,
  ) {}

  async register(actor: Actor, command: RegisterReferral): Promise<ReferralView> {
    enforce(creationPolicy(actor, command));
    const { facts, step } = registration(
      {
        origin: command.origin,
        originDetail: command.originDetail ?? null,
        channel: command.channel,
        receivedOn: command.receivedOn,
        fileNumber: command.fileNumber,
        benefit: command.subject.benefit,
        reason: command.subject.reason,
        description: command.subject.description,
        priorClaimMadeOn: command.priorClaim?.madeOn ?? null,
        priorClaimReference: command.priorClaim?.reference ?? null,
        courtSeized: command.courtSeized,
        appealDeadline: command.appealDeadline ?? null,
        handledBy: command.handledBy ?? [],
        referredBy: actor.roles.includes('mediator') ? null : actor.subject,
      },
      this.clock.today(),
    );
    const now = this.clock.now();
    return this.transactions.run(async (tx) => {
      const referral = await this.referrals.register(
        tx,
        { ...facts, handledBy: [...facts.handledBy], linkedFrom: [], id: newId(), createdAt: now },
        { ...step, recordedBy: actor.subject, recordedAt: now },
      );
      const { id: referralId, origin, channel, benefit, receivedOn } = referral;
      this.outbox.publish(
        tx,
        referralReceivedV1,
        { referralId, origin, channel, benefit, receivedOn },
        referral.version,
      );
      return viewFor(actor, referral);
    });
  }

  get(actor: Actor, id: string): Promise<ReferralView> {
    return this.access.read(actor, id, 'referral', (referral) => viewFor(actor, referral));
  }

  async list(actor: Actor, query: ReferralsQuery): Promise<Page<ReferralView>> {
    const { limit, after, status, origin, receivedFrom, receivedTo, assignedTo } = query;
    const asked = { status, origin, receivedFrom, receivedTo, assignedTo };
    return this.transactions.run(async (tx) => {
      const page = await this.referrals.page({ ...asked, ...reachOf(actor) }, limit, after);
      const ids = page.items.map(({ id }) => id);
      this.access.recordReads(tx, actor, ids, 'list');
      return { ...page, items: page.items.map((referral) => viewFor(actor, referral)) };
    });
  }

  supplyInformation(
    actor: Actor,
    id: string,
    expected: ExpectedVersions,
    { text, priorClaim }: SupplyInformation,
  ): Promise<ReferralView> {
    return this.access.change(actor, id, 'supply_information', expected, async (open) => {
      const move = supplementMove(open.referral, {
        text,
        priorClaim: priorClaim === undefined ? null : { reference: null, ...priorClaim },
        suppliedOn: open.today,
      });
      return viewFor(actor, await this.access.apply(open, move));
    });
  }
}

/** The referrals of a list: all for the team, those of their own file for a person, those they sent for the others. */
function reachOf(actor: Actor): ReferralFilter {
  if (actor.roles.includes('mediator')) return {};
  if (actor.roles.includes('beneficiary') && actor.fileNumber !== null) {
    return { within: { fileNumber: actor.fileNumber } };
  }
  return { within: { referredBy: actor.subject } };
}
