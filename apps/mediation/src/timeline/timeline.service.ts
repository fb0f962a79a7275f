import { Injectable } from '@nestjs/common';

import type { Actor } from '@passerelle/auth';

import { KINDS_SHOWN_TO_PERSON } from '../cases/timeline-step.js';
import { ReferralAccessService } from '../referrals/referral-access.service.js';
import { relationOf } from '../referrals/referrals.policy.js';
import { TimelineDirectory } from '../referrals/timeline.directory.js';
import type { TimelineView } from './timeline.view.js';

@Injectable()
export class TimelineService {
  constructor(
    private readonly access: ReferralAccessService,
    private readonly timeline: TimelineDirectory,
  ) {}

  /** Only mediators see the detail of a step, what a correction replaced, and the account that recorded it. */
  ofReferral(actor: Actor, referralId: string): Promise<TimelineView> {
    return this.access.read(actor, referralId, 'timeline', async (referral, _today, caller) => {
      const isMediator = relationOf(caller, referral) === 'mediator';
      const kinds = isMediator ? 'all' : KINDS_SHOWN_TO_PERSON;
      const entries = await this.timeline.ofReferral(referralId, kinds);
      return {
        items: entries.map(({ kind, occurredOn, detail, replaced, recordedBy, recordedAt }) => ({
          kind,
          occurredOn,
          recordedAt: recordedAt.toISOString(),
          ...(isMediator ? { detail, recordedBy } : {}),
          ...(isMediator && replaced !== null ? { replaced: [...replaced] } : {}),
        })),
      };
    });
  }
}
