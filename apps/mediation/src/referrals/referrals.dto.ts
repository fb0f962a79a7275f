import {
  Day,
  FileNumber,
  Flag,
  Id,
  Nested,
  OneOf,
  PageQuery,
  Text,
  TextList,
} from '@passerelle/http';
import type { LocalDate } from '@passerelle/kernel';

import {
  type Benefit,
  BENEFITS,
  type Channel,
  CHANNELS,
  type Origin,
  ORIGINS,
  type Reason,
  REASONS,
  type ReferralStatus,
  STATUSES,
} from '../cases/referral.js';

export class SubjectInput {
  @OneOf(BENEFITS)
  benefit!: Benefit;

  @OneOf(REASONS)
  reason!: Reason;

  @Text({ max: 10_000, description: 'The request in the words of the person' })
  description!: string;
}

export class PriorClaimInput {
  @Day({ description: 'The day on which the person first made a claim to the services of the Caf' })
  madeOn!: LocalDate;

  @Text({ max: 100, optional: true, nullable: true })
  reference?: string | null;
}

export class RegisterReferral {
  @OneOf(ORIGINS)
  origin!: Origin;

  @Text({
    max: 200,
    optional: true,
    nullable: true,
    description: 'The prefecture, mayor, delegate… and their reference',
  })
  originDetail?: string | null;

  @OneOf(CHANNELS)
  channel!: Channel;

  @Day({ description: 'The day on which the referral arrived, not the day of its recording' })
  receivedOn!: LocalDate;

  @FileNumber()
  fileNumber!: string;

  @Nested(() => SubjectInput)
  subject!: SubjectInput;

  @Nested(() => PriorClaimInput, {
    nullable: true,
    description: 'Null when no prior claim is known',
  })
  priorClaim!: PriorClaimInput | null;

  @Flag({ description: 'Whether the person states that a court is seized' })
  courtSeized!: boolean;

  @Day({
    optional: true,
    nullable: true,
    description: 'Last day of the first remedy against the contested decision',
  })
  appealDeadline?: LocalDate | null;

  @TextList({
    max: 20,
    maxLength: 36,
    optional: true,
    description:
      'Subjects of the accounts that handled the file before and may not act on the case',
  })
  handledBy?: string[];
}

export class ReferralsQuery extends PageQuery {
  @OneOf(STATUSES, { optional: true })
  status?: ReferralStatus;

  @OneOf(ORIGINS, { optional: true })
  origin?: Origin;

  @Day({ optional: true })
  receivedFrom?: LocalDate;

  @Day({ optional: true })
  receivedTo?: LocalDate;

  @Id({ optional: true })
  assignedTo?: string;
}

export class SupplyInformation {
  @Text({ max: 10_000, description: 'The text that is added to the description' })
  text!: string;

  @Nested(() => PriorClaimInput, {
    optional: true,
    description: 'The prior claim, when the claim was missing',
  })
  priorClaim?: PriorClaimInput;
}
