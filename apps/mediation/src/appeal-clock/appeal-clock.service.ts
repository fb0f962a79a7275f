import { Injectable } from '@nestjs/common';

import type { Actor } from '@passerelle/auth';

import { RecommendationsRepository } from '../recommendations/recommendations.repository.js';
import { ReferralDesk } from '../referrals/referral-desk.service.js';
import type { AppealClock } from './appeal-clock.js';
import { clockOf } from './referral-clock.js';

@Injectable()
export class AppealClockService {
  constructor(
    private readonly desk: ReferralDesk,
    private readonly recommendations: RecommendationsRepository,
  ) {}

  of(actor: Actor, referralId: string): Promise<AppealClock> {
    return this.desk.read(actor, referralId, 'appeal-clock', async (referral, today) =>
      clockOf(referral, await this.recommendations.of(referralId), today),
    );
  }
}
