import { Injectable } from '@nestjs/common';

import { type Actor, authErrors } from '@passerelle/auth';
import { assertExpected, type ExpectedVersions, requestErrors } from '@passerelle/http';
import { Clock, type LocalDate, newId } from '@passerelle/kernel';
import { Transactions, type Tx } from '@passerelle/persistence';

import { ReadLogRepository } from '../read-log/read-log.repository.js';
import type { TimelineStep } from '../timeline/timeline.js';
import { TimelineRepository } from '../timeline/timeline.repository.js';
import type { Move } from './move.js';
import type { Referral } from './referral.entity.js';
import { assertNoConflictOfInterest } from './referral-rules.js';
import {
  MEDIATION_ACTS,
  type PolicyDecision,
  type ReferralAction,
  referralPolicy,
} from './referrals.policy.js';
import { ReferralsRepository } from './referrals.repository.js';

/** A change to a referral, under way in a transaction that holds its row. */
export interface OpenReferral {
  readonly tx: Tx;
  readonly referral: Referral;
  readonly actor: Actor;
  readonly today: LocalDate;
}

/**
 * The one way to a referral, for reading and for changing it: policy first, every read recorded, every
 * change a new version with its step on the timeline. The features say what changes and why.
 */
@Injectable()
export class ReferralDesk {
  constructor(
    private readonly referrals: ReferralsRepository,
    private readonly timeline: TimelineRepository,
    private readonly readLog: ReadLogRepository,
    private readonly transactions: Transactions,
    private readonly clock: Clock,
  ) {}

  /** Lets the work see the referral if the actor may read it; the read is recorded before anything is shown. */
  async read<T>(
    actor: Actor,
    id: string,
    part: string,
    work: (referral: Referral, today: LocalDate) => Promise<T> | T,
    action: ReferralAction = 'read',
  ): Promise<T> {
    return this.transactions.run(async (tx) => {
      const referral = found(await this.referrals.byId(id));
      enforce(referralPolicy(actor, action, referral));
      await this.recordReads(tx, actor, [id], part);
      return work(referral, this.clock.today());
    });
  }

  recordReads(tx: Tx, actor: Actor, ids: readonly string[], part: string): Promise<void> {
    return this.readLog.record(tx, ids, actor.subject, part, this.clock.now());
  }

  /** Holds the referral for a change by someone who may make it, from the version that they saw. */
  async change<T>(
    actor: Actor,
    id: string,
    action: ReferralAction,
    expected: ExpectedVersions,
    work: (open: OpenReferral) => Promise<T>,
  ): Promise<T> {
    return this.transactions.run(async (tx) => {
      const referral = found(await this.referrals.byIdForChange(tx, id));
      // Before the policy, for the refusal that says why (§ 1.8).
      if (isMediationAct(action) && actor.roles.includes('mediator')) {
        assertNoConflictOfInterest(referral, actor.subject);
      }
      enforce(referralPolicy(actor, action, referral));
      assertExpected(expected, referral.version);
      return work({ tx, referral, actor, today: this.clock.today() });
    });
  }

  /** Stores the changes as the next version, with the step they make. */
  async save(
    open: OpenReferral,
    changes: Partial<Referral>,
    ...steps: TimelineStep[]
  ): Promise<Referral> {
    const { tx, referral, actor } = open;
    const stored = { ...changes, version: referral.version + 1 };
    await this.referrals.update(tx, referral.id, stored);
    await this.addSteps(tx, actor, referral.id, steps);
    return Object.assign(referral, stored);
  }

  /** Stores what a move came to. */
  take(open: OpenReferral, { changes, step }: Move): Promise<Referral> {
    return this.save(open, changes, step);
  }

  async addSteps(
    tx: Tx,
    actor: Actor,
    referralId: string,
    steps: readonly TimelineStep[],
  ): Promise<void> {
    await this.timeline.add(
      tx,
      steps.map(({ kind, occurredOn, detail }) => ({
        id: newId(),
        referralId,
        kind,
        occurredOn,
        detail: detail ?? null,
        recordedBy: actor.subject,
        recordedAt: this.clock.now(),
      })),
    );
  }
}

/** Others' referrals and those that do not exist give the same answer. */
export function enforce(decision: PolicyDecision): void {
  if (decision === 'hidden') throw requestErrors.unknownId();
  if (decision === 'forbidden') throw authErrors.forbidden();
}

export function found<T>(row: T | null): T {
  if (row === null) throw requestErrors.unknownId();
  return row;
}

function isMediationAct(action: ReferralAction): boolean {
  return (MEDIATION_ACTS as readonly ReferralAction[]).includes(action);
}
