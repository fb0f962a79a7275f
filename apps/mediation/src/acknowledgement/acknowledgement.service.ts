import { Inject, Injectable } from '@nestjs/common';

import type { Actor } from '@passerelle/auth';
import { SETTINGS } from '@passerelle/service-kit';

import type { MediationSettings } from '../mediation.settings.js';
import { ReferralAccessService } from '../referrals/referral-access.service.js';
import { contestedBy, timeLimitFor } from '../time-limits/time-limits.js';
import { type Acknowledgement, acknowledgementOf } from './acknowledgement.js';

@Injectable()
export class AcknowledgementService {
  constructor(
    private readonly access: ReferralAccessService,
    @Inject(SETTINGS) private readonly settings: MediationSettings,
  ) {}

  of(actor: Actor, referralId: string): Promise<Acknowledgement> {
    const { serviceName, serviceEmail } = this.settings;
    const service = { name: serviceName, postalAddress: null, email: serviceEmail, phone: null };
    return this.access.read(actor, referralId, 'acknowledgement', (referral) =>
      acknowledgementOf(
        referral,
        service,
        timeLimitFor(contestedBy(referral), referral.receivedOn),
      ),
    );
  }
}
