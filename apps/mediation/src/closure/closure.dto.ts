import { Field } from '@passerelle/http';
import type { LocalDate } from '@passerelle/kernel';

import type { Outcome, Resolution } from '../cases/referral.js';
import { CLOSURE } from './closure.fields.js';

export class CloseReferral {
  @Field(CLOSURE.resolution)
  resolution!: Resolution;

  @Field(CLOSURE.outcome)
  outcome!: Outcome;

  @Field(CLOSURE.communicatedToPersonOn)
  communicatedToPersonOn!: LocalDate;

  @Field(CLOSURE.communicatedToServiceOn)
  communicatedToServiceOn!: LocalDate;

  @Field(CLOSURE.summary)
  summary!: string;

  @Field(CLOSURE.arrearsCents, { optional: true, nullable: true })
  arrearsCents?: number | null;

  @Field(CLOSURE.overpaymentCents, { optional: true, nullable: true })
  overpaymentCents?: number | null;
}
