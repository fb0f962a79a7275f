import { Injectable } from '@nestjs/common';

import { type Actor, authErrors } from '@passerelle/auth';
import {
  assertExpected,
  assertReserved,
  type ExpectedVersions,
  requestErrors,
} from '@passerelle/http';
import { Clock, type LocalDate } from '@passerelle/kernel';
import { Transactions, type Tx } from '@passerelle/persistence';

import { assertNoConflictOfInterest } from '../cases/conflict-of-interest.js';
import { isEnded } from '../cases/lifecycle.js';
import type { Move } from '../cases/move.js';
import type { TimelineStep } from '../cases/timeline-step.js';
import { type Caller, MandatesService } from '../mandates/mandates.service.js';
import type { Referral } from './referral.entity.js';
import {
  MEDIATION_ACTS,
  type PolicyDecision,
  type ReferralAction,
  referralPolicy,
  relationOf,
} from './referrals.policy.js';
import { type Resembling, ReferralsRepository } from './referrals.repository.js';

/** A referral whose row is locked for a change, with the transaction that holds the lock. */
export interface OpenReferral {
  readonly tx: Tx;
  readonly referral: Referral;
  readonly actor: Caller;
  readonly today: LocalDate;
}

/**
 * Every feature reads and changes a referral through this service. It applies the policy first, records
 * every read, and stores every change as a new version with its step on the timeline. The features decide
 * what changes.
 */
@Injectable()
export class ReferralAccessService {
  constructor(
    private readonly referrals: ReferralsRepository,
    private readonly mandates: MandatesService,
    private readonly transactions: Transactions,
    private readonly clock: Clock,
  ) {}

  /** Calls `work` with the referral if the actor may read it. The read is recorded in the same transaction. */
  read<T>(
    actor: Actor,
    id: string,
    part: string,
    work: (referral: Referral, today: LocalDate, caller: Caller) => Promise<T> | T,
    action: ReferralAction = 'read',
  ): Promise<T> {
    return this.transactions.run(async (tx) => {
      const referral = await this.byId(id);
      const caller = await this.callerOn(actor, referral);
      enforce(referralPolicy(caller, action, referral));
      this.recordReads(tx, actor, [id], part);
      return work(referral, this.clock.today(), caller);
    });
  }

  /**
   * The same, with the open cases that resemble this one for mediators; nobody else learns of them. The read of
   * these cases is recorded too.
   */
  readWithResembling<T>(
    actor: Actor,
    id: string,
    work: (referral: Referral, resembling: readonly Resembling[], caller: Caller) => T,
  ): Promise<T> {
    return this.transactions.run(async (tx) => {
      const { referral, resembling } = found(await this.referrals.byIdWithResembling(id));
      const caller = await this.callerOn(actor, referral);
      enforce(referralPolicy(caller, 'read', referral));
      this.recordReads(tx, actor, [id], 'referral');
      const isShown = relationOf(caller, referral) === 'mediator' && !isEnded(referral.status);
      const shown = isShown ? resembling : [];
      const ids = shown.map((own) => own.id);
      this.recordReads(tx, actor, ids, 'resembling');
      return work(referral, shown, caller);
    });
  }

  /** The caller, with what their mandates allow for the person of this case. */
  callerOn(actor: Actor, { fileNumber }: Pick<Referral, 'fileNumber'>): Promise<Caller> {
    return this.mandates.callerOf(actor, fileNumber);
  }

  /** For features with a policy of their own: before they answer, they enforce the policy and record the read. */
  async byId(id: string): Promise<Referral> {
    return found(await this.referrals.byId(id));
  }

  hasDuplicates(id: string): Promise<boolean> {
    return this.referrals.hasDuplicates(id);
  }

  recordReads(tx: Tx, actor: Actor, ids: readonly string[], part: string): void {
    this.referrals.recordReads(tx, ids, {
      reader: actor.subject,
      part,
      readAt: this.clock.now(),
    });
  }

  /** Locks the referral for a change by an actor who may make it, from the version that the actor read. */
  change<T>(
    actor: Actor,
    id: string,
    action: ReferralAction,
    expected: ExpectedVersions,
    work: (open: OpenReferral) => Promise<T>,
  ): Promise<T> {
    return this.hold(actor, id, (open) => {
      const { referral, actor: caller } = open;
      // This check precedes the policy because its refusal gives the reason (domain M8.2).
      if (isMediationAct(action) && actor.roles.includes('mediator')) {
        assertNoConflictOfInterest(referral, actor.subject);
      }
      enforce(referralPolicy(caller, action, referral));
      assertExpected(expected, referral.version);
      return work(open);
    });
  }

  /** Locks the referral, and nothing more: `work` first enforces its own policy and checks the version. */
  hold<T>(actor: Actor, id: string, work: (open: OpenReferral) => Promise<T>): Promise<T> {
    return this.transactions.run(async (tx) => {
      const referral = found(await this.referrals.byIdForChange(tx, id));
      const caller = await this.callerOn(actor, referral);
      return work({ tx, referral, actor: caller, today: this.clock.today() });
    });
  }

  /** Stores what a move changes, as the next version, with the step that the move adds. */
  apply(open: OpenReferral, { changes, step }: Move): Promise<Referral> {
    return this.store(open, changes, step);
  }

  /** Stores changes that no move makes, as the next version, with their step. */
  store(open: OpenReferral, changes: Partial<Referral>, step: TimelineStep): Promise<Referral> {
    const { tx, referral, actor } = open;
    const recorded = { ...step, recordedBy: actor.subject, recordedAt: this.clock.now() };
    return this.referrals.change(tx, referral, changes, [recorded]);
  }
}

/**
 * The day of an act: today, unless a mediator records an act that came by another way.
 *
 * @param member the name of the member in the request
 * @throws DomainError `request/reserved-member`, for another day of anybody else
 */
export function dayOfAct(
  { actor, today }: OpenReferral,
  member: string,
  given: LocalDate | undefined,
): LocalDate {
  if (!actor.roles.includes('mediator')) assertReserved({ [member]: given }, { [member]: today });
  return given ?? today;
}

/** A referral of other people and one that does not exist give the same answer. */
export function enforce(decision: PolicyDecision): void {
  if (decision === 'hidden') throw requestErrors.unknownId();
  if (decision === 'forbidden') throw authErrors.forbidden();
}

export function found<T>(row: T | null | undefined): T {
  if (row === null || row === undefined) throw requestErrors.unknownId();
  return row;
}

function isMediationAct(action: ReferralAction): boolean {
  return (MEDIATION_ACTS as readonly ReferralAction[]).includes(action);
}
