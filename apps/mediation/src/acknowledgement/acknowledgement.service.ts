import { Injectable } from '@nestjs/common';

import type { Actor } from '@passerelle/auth';
import type { Language } from '@passerelle/kernel';

import { printed, type Printed, type PrintFormat } from '../printing/printed.js';
import { ReferralAccessService } from '../referrals/referral-access.service.js';
import type { Acknowledgement } from './acknowledgement.js';
import { acknowledgementLetter } from './acknowledgement-letter.js';
import { AcknowledgementWording } from './acknowledgement-wording.service.js';
import { type Delivery, deliveryOf } from './dispatch.js';
import { DispatchesRepository } from './dispatches.repository.js';

@Injectable()
export class AcknowledgementService {
  constructor(
    private readonly access: ReferralAccessService,
    private readonly wording: AcknowledgementWording,
    private readonly dispatches: DispatchesRepository,
  ) {}

  of(actor: Actor, referralId: string): Promise<Acknowledgement & { readonly delivery: Delivery }> {
    return this.access.read(actor, referralId, 'acknowledgement', async (referral, today) => {
      const delivery = deliveryOf(await this.dispatches.byReferral(referralId));
      return { ...(await this.wording.of(referral, today)), delivery };
    });
  }

  print(
    actor: Actor,
    referralId: string,
    language: Language,
    format: PrintFormat,
  ): Promise<Printed> {
    return this.access.read(actor, referralId, 'acknowledgement', async (referral, today) => {
      const letter = acknowledgementLetter(await this.wording.of(referral, today), language, today);
      return printed(letter, format, `accuse-de-reception-${referral.reference}-${language}`);
    });
  }
}
