import { Inject, Injectable } from '@nestjs/common';

import type { LocalDate } from '@passerelle/kernel';
import { SETTINGS } from '@passerelle/service-kit';

import { clockOf } from '../appeal-clock/referral-clock.js';
import type { MediationSettings } from '../mediation.settings.js';
import { RecommendationsDirectory } from '../recommendations/recommendations.directory.js';
import type { Referral } from '../referrals/referral.entity.js';
import { TimeLimitsService } from '../time-limits/time-limits.service.js';
import { contestedBy, timeLimitFor } from '../time-limits/time-limits.js';
import { type Acknowledgement, acknowledgementOf } from './acknowledgement.js';

/** Words the acknowledgement of a referral as it stands on a day: the same for the page, the letter and the message. */
@Injectable()
export class AcknowledgementWording {
  constructor(
    private readonly recommendations: RecommendationsDirectory,
    private readonly timeLimits: TimeLimitsService,
    @Inject(SETTINGS) private readonly settings: MediationSettings,
  ) {}

  async of(referral: Referral, today: LocalDate): Promise<Acknowledgement> {
    const { serviceName, servicePostalAddress, servicePhone, serviceEmail } = this.settings;
    const service = {
      name: serviceName,
      postalAddress: servicePostalAddress,
      phone: servicePhone,
      email: serviceEmail,
    };
    const recommendations = await this.recommendations.ofReferral(referral.id);
    const lastDay = this.timeLimits.lastDayFor(referral);
    return acknowledgementOf(referral, service, {
      limit: timeLimitFor(contestedBy(referral), referral.receivedOn),
      rule: lastDay.rule,
      clock: clockOf(referral, recommendations, today, lastDay),
    });
  }
}
