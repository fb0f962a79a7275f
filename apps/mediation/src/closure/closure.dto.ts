import { Cents, Day, OneOf, Text } from '@passerelle/http';
import type { LocalDate } from '@passerelle/kernel';

import { type Outcome, OUTCOMES, type Resolution, RESOLUTIONS } from '../cases/referral.js';

export class CloseReferral {
  @OneOf(RESOLUTIONS)
  resolution!: Resolution;

  @OneOf(OUTCOMES, { description: 'The outcome must agree with the resolution' })
  outcome!: Outcome;

  @Day({ description: 'The day on which the person received the result' })
  communicatedToPersonOn!: LocalDate;

  @Day({ description: 'The day on which the service received the result' })
  communicatedToServiceOn!: LocalDate;

  @Text({ max: 20_000, description: 'The closing text for the person' })
  summary!: string;

  @Cents({ optional: true, nullable: true, description: 'The arrears paid to the person' })
  arrearsCents?: number | null;

  @Cents({
    optional: true,
    nullable: true,
    description: 'The overpayment that the mediation found',
  })
  overpaymentCents?: number | null;
}
