import { Injectable } from '@nestjs/common';

import type { Actor } from '@passerelle/auth';
import type { LocalDate, Localized } from '@passerelle/kernel';

import { RecommendationsDirectory } from '../recommendations/recommendations.directory.js';
import { ReferralAccessService } from '../referrals/referral-access.service.js';
import type { Referral } from '../referrals/referral.entity.js';
import { referralPolicy } from '../referrals/referrals.policy.js';
import { priorClaimSilence } from '../time-limits/silence.js';
import { TimeLimitsService } from '../time-limits/time-limits.service.js';
import { type AppealClock, NO_DEADLINE } from './appeal-clock.js';
import { CLOCK_OF_MAIN_CASE, clockOf, clockRemarks } from './referral-clock.js';

/** The clock with what a reader needs beside it. */
export interface ReadClock extends AppealClock {
  /** The day on which the silence about the prior claim counts as a rejection (domain M3.9). */
  readonly silenceRejectsOn: LocalDate | null;
  readonly remarks: readonly Localized[];
}

const UNREADABLE: ReadClock = { ...NO_DEADLINE, silenceRejectsOn: null, remarks: [] };

@Injectable()
export class AppealClockService {
  constructor(
    private readonly access: ReferralAccessService,
    private readonly recommendations: RecommendationsDirectory,
    private readonly timeLimits: TimeLimitsService,
  ) {}

  /** A joined case answers the clock of its main case, without a limit where the caller may not read that case. */
  async of(actor: Actor, referralId: string): Promise<ReadClock> {
    const own = await this.access.read(
      actor,
      referralId,
      'appeal-clock',
      async (referral, today) =>
        referral.joinedTo === null
          ? { clock: await this.clockOf(referral, today) }
          : { main: await this.access.byId(referral.joinedTo) },
    );
    if (own.main === undefined) return own.clock;
    const caller = await this.access.callerOn(actor, own.main);
    const mayRead = referralPolicy(caller, 'read', own.main) === 'allowed';
    const clock = mayRead ? await this.of(actor, own.main.id) : UNREADABLE;
    return { ...clock, remarks: [...new Set([CLOCK_OF_MAIN_CASE, ...clock.remarks])] };
  }

  private async clockOf(referral: Referral, today: LocalDate): Promise<ReadClock> {
    const lastDay = this.timeLimits.lastDayFor(referral);
    const recommendations = await this.recommendations.ofReferral(referral.id);
    const clock = clockOf(referral, recommendations, today, lastDay);
    const silence = priorClaimSilence(referral);
    return {
      ...clock,
      silenceRejectsOn: silence?.rejectsOn ?? null,
      remarks: [...clockRemarks(clock, referral, lastDay), ...(silence?.toBeConfirmed ?? [])],
    };
  }
}
