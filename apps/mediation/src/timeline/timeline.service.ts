import { Injectable } from '@nestjs/common';

import type { Actor } from '@passerelle/auth';

import { ReferralDesk } from '../referrals/referral-desk.service.js';
import { standingOf } from '../referrals/referrals.policy.js';
import type { TimelineEntry } from './timeline-entry.entity.js';
import { KINDS_SHOWN_TO_PERSON } from './timeline.js';
import { TimelineRepository } from './timeline.repository.js';

/** A step as shown: who recorded it and its detail are for mediators. */
export type ShownStep = Pick<TimelineEntry, 'kind' | 'occurredOn' | 'recordedAt'> &
  Partial<Pick<TimelineEntry, 'detail' | 'recordedBy'>>;

@Injectable()
export class TimelineService {
  constructor(
    private readonly desk: ReferralDesk,
    private readonly timeline: TimelineRepository,
  ) {}

  of(actor: Actor, referralId: string): Promise<ShownStep[]> {
    return this.desk.read(actor, referralId, 'timeline', async (referral) => {
      const asMediator = standingOf(actor, referral) === 'mediator';
      const entries = await this.timeline.of(
        referralId,
        asMediator ? 'all' : KINDS_SHOWN_TO_PERSON,
      );
      return entries.map(({ kind, occurredOn, detail, recordedBy, recordedAt }) => ({
        kind,
        occurredOn,
        recordedAt,
        ...(asMediator ? { detail, recordedBy } : {}),
      }));
    });
  }
}
