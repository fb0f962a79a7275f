import { Injectable } from '@nestjs/common';

import type { Actor } from '@passerelle/auth';
import { referralReceivedV1 } from '@passerelle/contracts';
import { assertReserved, type ExpectedVersions } from '@passerelle/http';
import { Clock, type LocalDate, newId } from '@passerelle/kernel';
import { Outbox } from '@passerelle/messaging';
import { type Page, Transactions, type Tx } from '@passerelle/persistence';

import { refuseAt } from '../cases/case.errors.js';
import { type Caller, MandatesService } from '../mandates/mandates.service.js';
import { checkLink } from './link.js';
import { enforce, ReferralAccessService } from './referral-access.service.js';
import type { Referral } from './referral.entity.js';
import { type ReferralView, viewFor } from './referral.view.js';
import type { ReferralsQuery, RegisterReferral, SupplyInformation } from './referrals.dto.js';
import { referralErrors } from './referrals.errors.js';
import { creationPolicy, referralPolicy, relationOf } from './referrals.policy.js';
import { type ReferralFilter, ReferralsRepository } from './referrals.repository.js';
import { registration } from './registration.js';
import { supplementMove } from './supplement-move.js';

/** Takes part in the transaction that registers a referral. */
type Registered = (tx: Tx, referral: Referral) => void;

@Injectable()
export class ReferralsService {
  private readonly followers: Registered[] = [];

  constructor(
    private readonly referrals: ReferralsRepository,
    private readonly access: ReferralAccessService,
    private readonly mandates: MandatesService,
    private readonly outbox: Outbox,
    private readonly transactions: Transactions,
    private readonly clock: Clock,
  ) {}

  /** Says what else belongs to a registration, for features that this one does not know. */
  whenRegistered(follower: Registered): void {
    this.followers.push(follower);
  }

  async register(actor: Actor, command: RegisterReferral): Promise<ReferralView> {
    const caller = await this.mandates.callerOf(actor, command.fileNumber);
    enforce(creationPolicy(caller, command));
    const arrival = arrivalOf(caller, command, this.clock.today());
    const { facts, step } = registration(
      {
        ...arrival,
        origin: command.origin,
        originDetail: command.originDetail ?? null,
        fileNumber: command.fileNumber,
        benefit: command.subject.benefit,
        reason: command.subject.reason,
        description: command.subject.description,
        priorClaimMadeOn: command.priorClaim?.madeOn ?? null,
        priorClaimReference: command.priorClaim?.reference ?? null,
        priorClaimCompletedOn: command.priorClaim?.completedOn ?? null,
        courtSeized: command.courtSeized,
        appealDeadline: command.appealDeadline ?? null,
        remediesPrinted: command.remediesPrinted ?? null,
      },
      this.clock.today(),
    );
    const now = this.clock.now();
    const recorded = { recordedBy: actor.subject, recordedAt: now };
    return this.transactions.run(async (tx) => {
      const { linkedTo = null } = command;
      const earlier = linkedTo === null ? null : await this.earlierCase(tx, actor, linkedTo);
      if (earlier !== null) checkLink(facts, earlier);
      const { referral, resembling } = await this.referrals.register(
        tx,
        {
          ...facts,
          handledBy: [...facts.handledBy],
          linkedTo,
          linkedFrom: [],
          id: newId(),
          createdAt: now,
        },
        { ...step, ...recorded },
      );
      if (earlier !== null) await this.continue(tx, earlier, referral, recorded);
      const { id: referralId, origin, channel, benefit, receivedOn } = referral;
      this.outbox.publish(
        tx,
        referralReceivedV1,
        { referralId, origin, channel, benefit, receivedOn },
        referral.version,
      );
      for (const follow of this.followers) follow(tx, referral);
      if (relationOf(caller, referral) !== 'mediator') return viewFor(caller, referral);
      const others = resembling.map((own) => own.id);
      this.access.recordReads(tx, actor, others, 'resembling');
      return viewFor(caller, referral, resembling);
    });
  }

  /** Locked, so that the link is stored on both cases. To the caller a foreign case is an unknown one. */
  private async earlierCase(tx: Tx, actor: Actor, id: string): Promise<Referral> {
    const earlier = await this.referrals.byIdForChange(tx, id);
    const caller = earlier === null ? null : await this.access.callerOn(actor, earlier);
    if (
      earlier === null ||
      caller === null ||
      referralPolicy(caller, 'read', earlier) !== 'allowed'
    ) {
      throw refuseAt('/linkedTo', referralErrors.linkedToUnknown);
    }
    return earlier;
  }

  private async continue(
    tx: Tx,
    earlier: Referral,
    { id, reference }: Referral,
    recorded: { readonly recordedBy: string; readonly recordedAt: Date },
  ): Promise<void> {
    const linkedFrom = [...earlier.linkedFrom, id];
    const step = {
      kind: 'continued',
      occurredOn: this.clock.today(),
      detail: reference,
      ...recorded,
    } as const;
    await this.referrals.change(tx, earlier, { linkedFrom }, [step]);
  }

  get(actor: Actor, id: string): Promise<ReferralView> {
    return this.access.readWithResembling(actor, id, (referral, resembling, caller) =>
      viewFor(caller, referral, resembling),
    );
  }

  async list(actor: Actor, query: ReferralsQuery): Promise<Page<ReferralView>> {
    const { limit, after, ...asked } = query;
    return this.transactions.run(async (tx) => {
      const caller = await this.mandates.callerOf(actor);
      const page = await this.referrals.page({ ...asked, ...reachOf(caller) }, limit, after);
      const ids = page.items.map(({ id }) => id);
      this.access.recordReads(tx, actor, ids, 'list');
      return { ...page, items: page.items.map((referral) => viewFor(caller, referral)) };
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
        priorClaim:
          priorClaim === undefined ? null : { reference: null, completedOn: null, ...priorClaim },
        suppliedOn: open.today,
      });
      return viewFor(open.actor, await this.access.apply(open, move));
    });
  }
}

/**
 * A mediator records how and when a referral arrived, and who handled the file before. What the others send arrives
 * online and today; they know nothing of who handled the file.
 */
function arrivalOf(
  caller: Caller,
  command: RegisterReferral,
  today: LocalDate,
): Pick<Referral, 'channel' | 'receivedOn' | 'handledBy' | 'referredBy'> {
  if (!caller.roles.includes('mediator')) {
    const own = { channel: 'online', receivedOn: today, handledBy: [] } as const;
    assertReserved(command, own);
    return { ...own, handledBy: [], referredBy: caller.subject };
  }
  const { channel, receivedOn, handledBy = [] } = command;
  if (channel === undefined) throw refuseAt('/channel', referralErrors.arrivalMissing);
  if (receivedOn === undefined) throw refuseAt('/receivedOn', referralErrors.arrivalMissing);
  return { channel, receivedOn, handledBy, referredBy: null };
}

/**
 * The referrals of a list: all for the team, those of their own file for a person, those they sent for the others, and
 * of these only the ones about a person whom they represent for a guardian.
 */
function reachOf(actor: Caller): ReferralFilter {
  if (actor.roles.includes('mediator')) return {};
  if (actor.roles.includes('beneficiary') && actor.fileNumber !== null) {
    return { within: { fileNumber: actor.fileNumber } };
  }
  const referredBy = actor.subject;
  if (!actor.roles.includes('guardian')) return { within: { referredBy } };
  const files = actor.representations.map(({ fileNumber }) => fileNumber);
  return { within: { referredBy, files } };
}
