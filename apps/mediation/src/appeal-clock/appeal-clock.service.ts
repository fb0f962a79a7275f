import { Injectable } from '@nestjs/common';

import type { Actor } from '@passerelle/auth';
import type { LocalDate, Localized } from '@passerelle/kernel';

import { RecommendationsDirectory } from '../recommendations/recommendations.directory.js';
import { ReferralAccessService } from '../referrals/referral-access.service.js';
import { priorClaimSilence } from '../time-limits/silence.js';
import { TimeLimitsService } from '../time-limits/time-limits.service.js';
import type { AppealClock } from './appeal-clock.js';
import { clockOf, clockRemarks } from './referral-clock.js';

/** The clock with what a reader needs beside it. */
export interface ReadClock extends AppealClock {
  /** The day on which the silence about the prior claim counts as a rejection (domain M3.9). */
  readonly silenceRejectsOn: LocalDate | null;
  readonly remarks: readonly Localized[];
}

@Injectable()
export class AppealClockService {
  constructor(
    private readonly access: ReferralAccessService,
    private readonly recommendations: RecommendationsDirectory,
    private readonly timeLimits: TimeLimitsService,
  ) {}

  of(actor: Actor, referralId: string): Promise<ReadClock> {
    return this.access.read(actor, referralId, 'appeal-clock', async (referral, today) => {
      const lastDay = this.timeLimits.lastDayFor(referral);
      const recommendations = await this.recommendations.ofReferral(referralId);
      const clock = clockOf(referral, recommendations, today, lastDay);
      const silence = priorClaimSilence(referral);
      return {
        ...clock,
        silenceRejectsOn: silence?.rejectsOn ?? null,
        remarks: [...clockRemarks(clock, referral, lastDay), ...(silence?.toBeConfirmed ?? [])],
      };
    });
  }
}
