import { Day, Field, Nested, Text } from '@passerelle/http';
import type { LocalDate } from '@passerelle/kernel';

import { ADMISSIBILITY } from '../admissibility/admissibility.fields.js';
import type { Benefit, Channel, Origin, Outcome, Reason, Resolution } from '../cases/referral.js';
import { CLOSURE } from '../closure/closure.fields.js';
import { REFERRAL, SUBJECT } from '../referrals/referral.fields.js';
import { PriorClaimInput } from '../referrals/referrals.dto.js';

export class CorrectedMembers {
  @Field(REFERRAL.origin, { optional: true })
  origin?: Origin;

  @Field(REFERRAL.originDetail, { optional: true, nullable: true })
  originDetail?: string | null;

  @Field(REFERRAL.channel, { optional: true })
  channel?: Channel;

  @Field(REFERRAL.receivedOn, { optional: true })
  receivedOn?: LocalDate;

  @Field(REFERRAL.fileNumber, { optional: true })
  fileNumber?: string;

  @Field(SUBJECT.benefit, { optional: true })
  benefit?: Benefit;

  @Field(SUBJECT.reason, { optional: true })
  reason?: Reason;

  @Nested(() => PriorClaimInput, {
    optional: true,
    nullable: true,
    description: 'The prior claim as a whole; null when there is none',
  })
  priorClaim?: PriorClaimInput | null;

  @Field(REFERRAL.appealDeadline, { optional: true, nullable: true })
  appealDeadline?: LocalDate | null;

  @Field(REFERRAL.remediesPrinted, { optional: true, nullable: true })
  remediesPrinted?: boolean | null;

  @Field(ADMISSIBILITY.notifiedOn, {
    optional: true,
    description: 'The day on which the person was notified of the last decision on admissibility',
  })
  notifiedOn?: LocalDate;

  @Day({ optional: true, description: 'Of a redirected case' })
  transmittedOn?: LocalDate;

  @Day({ optional: true, description: 'Of a redirected or transferred case' })
  personInformedOn?: LocalDate;

  @Day({ optional: true, description: 'Of a transferred case' })
  transferredOn?: LocalDate;

  @Day({ optional: true, description: 'Of a withdrawn case' })
  withdrawnOn?: LocalDate;

  @Day({ optional: true, description: 'Where the day of a court action is recorded' })
  courtSeizedOn?: LocalDate;

  @Field(CLOSURE.resolution, { optional: true, description: 'Of a closed case' })
  resolution?: Resolution;

  @Field(CLOSURE.outcome, {
    optional: true,
    description: 'Of a closed case; the outcome must agree with the resolution',
  })
  outcome?: Outcome;

  @Field(CLOSURE.communicatedToPersonOn, { optional: true })
  communicatedToPersonOn?: LocalDate;

  @Field(CLOSURE.communicatedToServiceOn, { optional: true })
  communicatedToServiceOn?: LocalDate;

  @Field(CLOSURE.arrearsCents, { optional: true, nullable: true })
  arrearsCents?: number | null;

  @Field(CLOSURE.overpaymentCents, { optional: true, nullable: true })
  overpaymentCents?: number | null;
}

export class CorrectReferral {
  @Nested(() => CorrectedMembers, {
    description: 'The members to correct, with their right values',
  })
  changes!: CorrectedMembers;

  @Text({ max: 1_000, description: 'Why the former values were wrong; mediators read the reason' })
  reason!: string;
}
