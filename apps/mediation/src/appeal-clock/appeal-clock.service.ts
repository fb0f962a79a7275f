import { Injectable } from '@nestjs/common';

import type { Actor } from '@passerelle/auth';

import { RecommendationsDirectory } from '../recommendations/recommendations.directory.js';
import { ReferralAccessService } from '../referrals/referral-access.service.js';
import type { AppealClock } from './appeal-clock.js';
import { clockOf } from './referral-clock.js';

@Injectable()
export class AppealClockService {
  constructor(
    private readonly access: ReferralAccessService,
    private readonly recommendations: RecommendationsDirectory,
  ) {}

  of(actor: Actor, referralId: string): Promise<AppealClock> {
    return this.access.read(actor, referralId, 'appeal-clock', async (referral, today) =>
      clockOf(referral, await this.recommendations.ofReferral(referralId), today),
    );
  }
}
