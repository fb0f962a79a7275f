import { Injectable } from '@nestjs/common';

import type { Actor } from '@passerelle/auth';
import { referralReceivedV1 } from '@passerelle/contracts';
import { Clock, newId } from '@passerelle/kernel';
import { Outbox } from '@passerelle/messaging';
import { currentContext } from '@passerelle/observability';
import { type Page, Transactions } from '@passerelle/persistence';

import { Referral } from './referral.entity.js';
import { type ReferralView, viewOf } from './referral.view.js';
import { enforce, ReferralDesk } from './referral-desk.service.js';
import { registration } from './registration.js';
import type { ReferralsQuery, RegisterReferral } from './referrals.dto.js';
import { creationPolicy, standingOf } from './referrals.policy.js';
import { type ReferralFilter, ReferralsRepository } from './referrals.repository.js';

@Injectable()
export class ReferralsService {
  constructor(
    private readonly referrals: ReferralsRepository,
    private readonly desk: ReferralDesk,
    private readonly outbox: Outbox,
    private readonly transactions: Transactions,
    private readonly clock: Clock,
  ) {}

  async register(actor: Actor, command: RegisterReferral): Promise<ReferralView> {
    enforce(creationPolicy(actor, command));
    return this.transactions.run(async (tx) => {
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
      const referral = Object.assign(new Referral(), facts, {
        id: newId(),
        version: 1,
        createdAt: this.clock.now(),
      });
      referral.reference = await this.referrals.nextReference(tx, referral.receivedOn);
      await this.referrals.insert(tx, referral);
      await this.desk.addSteps(tx, actor, referral.id, [step]);
      const { id: referralId, origin, channel, benefit, receivedOn } = referral;
      await this.outbox.publish(
        tx,
        referralReceivedV1,
        { referralId, origin, channel, benefit, receivedOn },
        referral.version,
      );
      return this.shownTo(actor, referral);
    });
  }

  get(actor: Actor, id: string): Promise<ReferralView> {
    return this.desk.read(actor, id, 'referral', (referral) => this.shownTo(actor, referral));
  }

  async list(actor: Actor, query: ReferralsQuery): Promise<Page<ReferralView>> {
    const { limit, after, status, origin, receivedFrom, receivedTo, assignedTo } = query;
    const asked = { status, origin, receivedFrom, receivedTo, assignedTo };
    return this.transactions.run(async (tx) => {
      const page = await this.referrals.page({ ...asked, ...reachOf(actor) }, limit, after);
      const ids = page.items.map(({ id }) => id);
      await this.desk.recordReads(tx, actor, ids, 'list');
      return { ...page, items: page.items.map((referral) => this.shownTo(actor, referral)) };
    });
  }

  shownTo(actor: Actor, referral: Referral): ReferralView {
    return viewOf(referral, standingOf(actor, referral), currentContext()?.language ?? 'fr');
  }
}

/** How far an actor's lists reach: the team sees all, a person their file, others what they sent. */
function reachOf(actor: Actor): ReferralFilter {
  if (actor.roles.includes('mediator')) return {};
  if (actor.roles.includes('beneficiary') && actor.fileNumber !== null) {
    return { within: { fileNumber: actor.fileNumber } };
  }
  return { within: { referredBy: actor.subject } };
}
