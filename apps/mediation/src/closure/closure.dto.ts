import { Cents, Day, OneOf, Text } from '@passerelle/http';
import type { LocalDate } from '@passerelle/kernel';

import { type Outcome, OUTCOMES, type Resolution, RESOLUTIONS } from '../cases/referral.js';

export class CloseReferral {
  @OneOf(RESOLUTIONS)
  resolution!: Resolution;

  @OneOf(OUTCOMES, { description: 'Must agree with the resolution' })
  outcome!: Outcome;

  @Day({ description: 'When the result was communicated to the person' })
  communicatedToPersonOn!: LocalDate;

  @Day({ description: 'When it was communicated to the service' })
  communicatedToServiceOn!: LocalDate;

  @Text({ max: 20_000, description: 'The text for the person' })
  summary!: string;

  @Cents({ optional: true, nullable: true, description: 'Paid to the person after all' })
  arrearsCents?: number | null;

  @Cents({ optional: true, nullable: true, description: 'Found to have been paid in excess' })
  overpaymentCents?: number | null;
}
