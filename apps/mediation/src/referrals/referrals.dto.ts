import {
  Day,
  Field,
  Id,
  Nested,
  NotBefore,
  OneOf,
  PageQuery,
  Text,
  TextList,
} from '@passerelle/http';
import type { LocalDate } from '@passerelle/kernel';

import {
  type Benefit,
  type Channel,
  type Origin,
  ORIGINS,
  type Reason,
  type ReferralStatus,
  STATUSES,
} from '../cases/referral.js';
import { PRIOR_CLAIM, REFERRAL, SUBJECT, SUPPLEMENT } from './referral.fields.js';

export class SubjectInput {
  @Field(SUBJECT.benefit)
  benefit!: Benefit;

  @Field(SUBJECT.reason)
  reason!: Reason;

  @Field(SUBJECT.description)
  description!: string;
}

export class PriorClaimInput {
  @Field(PRIOR_CLAIM.madeOn)
  madeOn!: LocalDate;

  @Field(PRIOR_CLAIM.reference, { optional: true, nullable: true })
  reference?: string | null;

  @Field(PRIOR_CLAIM.completedOn, { optional: true, nullable: true })
  completedOn?: LocalDate | null;
}

export class RegisterReferral {
  @Field(REFERRAL.origin)
  origin!: Origin;

  @Field(REFERRAL.originDetail, { optional: true, nullable: true })
  originDetail?: string | null;

  @Field(REFERRAL.channel, {
    optional: true,
    description: 'Mediators give the channel; what others send arrived `online`',
  })
  channel?: Channel;

  @Field(REFERRAL.receivedOn, {
    optional: true,
    description:
      'The day on which the referral arrived, not the day of its recording: mediators give the day; what others send arrived today',
  })
  receivedOn?: LocalDate;

  @Field(REFERRAL.fileNumber)
  fileNumber!: string;

  @Nested(() => SubjectInput)
  subject!: SubjectInput;

  @Nested(() => PriorClaimInput, {
    nullable: true,
    description: 'Null when no prior claim is known',
  })
  priorClaim!: PriorClaimInput | null;

  @Field(REFERRAL.courtSeized)
  courtSeized!: boolean;

  @Field(REFERRAL.appealDeadline, { optional: true, nullable: true })
  appealDeadline?: LocalDate | null;

  @Field(REFERRAL.remediesPrinted, { optional: true, nullable: true })
  remediesPrinted?: boolean | null;

  @TextList({
    max: 20,
    maxLength: 36,
    optional: true,
    description:
      'Mediators: subjects of the accounts that handled the file before and may not act on the case',
  })
  handledBy?: string[];

  @Id({
    optional: true,
    nullable: true,
    description: 'The ended case of the same file that this referral continues',
  })
  linkedTo?: string | null;
}

/** As people receive it. */
const REFERENCE = /^MED-\d{4}-\d{6,}$/;

export class ReferralsQuery extends PageQuery {
  @Field(REFERRAL.fileNumber, { optional: true })
  fileNumber?: string;

  @Text({
    optional: true,
    max: 20,
    pattern: REFERENCE,
    patternHint: {
      fr: 'référence comme MED-2024-000001',
      en: 'a reference like MED-2024-000001',
    },
    example: 'MED-2024-000001',
  })
  reference?: string;

  @OneOf(STATUSES, { optional: true })
  status?: ReferralStatus;

  @OneOf(ORIGINS, { optional: true })
  origin?: Origin;

  @Day({ optional: true })
  receivedFrom?: LocalDate;

  @Day({ optional: true })
  @NotBefore('receivedFrom')
  receivedTo?: LocalDate;

  @Id({ optional: true })
  assignedTo?: string;
}

export class SupplyInformation {
  @Field(SUPPLEMENT.text)
  text!: string;

  @Nested(() => PriorClaimInput, {
    optional: true,
    description: 'The prior claim, when the claim was missing',
  })
  priorClaim?: PriorClaimInput;
}
