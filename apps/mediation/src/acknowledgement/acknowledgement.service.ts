import { Inject, Injectable } from '@nestjs/common';

import type { Actor } from '@passerelle/auth';
import type { Language, LocalDate } from '@passerelle/kernel';
import { SETTINGS } from '@passerelle/service-kit';

import { clockOf } from '../appeal-clock/referral-clock.js';
import type { MediationSettings } from '../mediation.settings.js';
import { printed, type Printed, type PrintFormat } from '../printing/printed.js';
import { RecommendationsDirectory } from '../recommendations/recommendations.directory.js';
import { ReferralAccessService } from '../referrals/referral-access.service.js';
import { timeLimitFor } from '../time-limits/time-limits.js';
import { type Acknowledgement, acknowledgementOf } from './acknowledgement.js';
import { acknowledgementLetter } from './acknowledgement-letter.js';

@Injectable()
export class AcknowledgementService {
  constructor(
    private readonly access: ReferralAccessService,
    private readonly recommendations: RecommendationsDirectory,
    @Inject(SETTINGS) private readonly settings: MediationSettings,
  ) {}

  of(actor: Actor, referralId: string): Promise<Acknowledgement> {
    return this.read(actor, referralId, (acknowledgement) => acknowledgement);
  }

  print(
    actor: Actor,
    referralId: string,
    language: Language,
    format: PrintFormat,
  ): Promise<Printed> {
    return this.read(actor, referralId, (acknowledgement, today) =>
      printed(
        acknowledgementLetter(acknowledgement, language, today),
        format,
        `accuse-de-reception-${acknowledgement.reference}-${language}`,
      ),
    );
  }

  private read<T>(
    actor: Actor,
    referralId: string,
    work: (acknowledgement: Acknowledgement, today: LocalDate) => Promise<T> | T,
  ): Promise<T> {
    const { serviceName, servicePostalAddress, servicePhone, serviceEmail } = this.settings;
    const service = {
      name: serviceName,
      postalAddress: servicePostalAddress,
      phone: servicePhone,
      email: serviceEmail,
    };
    return this.access.read(actor, referralId, 'acknowledgement', async (referral, today) => {
      const recommendations = await this.recommendations.ofReferral(referralId);
      const clock = clockOf(referral, recommendations, today);
      const limit = timeLimitFor(referral.benefit, referral.receivedOn);
      return work(acknowledgementOf(referral, service, limit, clock), today);
    });
  }
}
