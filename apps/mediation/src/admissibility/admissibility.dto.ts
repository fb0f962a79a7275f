import { Field, OneOf } from '@passerelle/http';
import type { LocalDate } from '@passerelle/kernel';

import type { Decision, Ground } from '../cases/referral.js';
import { ADMISSIBILITY } from './admissibility.fields.js';

export class DecideAdmissibility {
  @Field(ADMISSIBILITY.decision)
  decision!: Decision;

  @Field(ADMISSIBILITY.ground, { optional: true, nullable: true })
  ground?: Ground | null;

  @Field(ADMISSIBILITY.redirectedTo, { optional: true, nullable: true })
  redirectedTo?: string | null;

  @Field(ADMISSIBILITY.notifiedOn)
  notifiedOn!: LocalDate;

  @Field(ADMISSIBILITY.transmittedOn, { optional: true, nullable: true })
  transmittedOn?: LocalDate | null;

  @Field(ADMISSIBILITY.personInformedOn, { optional: true, nullable: true })
  personInformedOn?: LocalDate | null;

  @Field(ADMISSIBILITY.courtSeizedOn, { optional: true, nullable: true })
  courtSeizedOn?: LocalDate | null;
}

/** Query parameters arrive as text. */
const TRUTH = ['true', 'false'] as const;

export class AdviceQuery {
  @OneOf(TRUTH, { optional: true, description: 'Whether the services answered the prior claim' })
  priorClaimAnswered?: (typeof TRUTH)[number];

  @OneOf(TRUTH, {
    optional: true,
    description:
      'Whether the wait is still within the normal delay: the contrary of `abnormal` in the normal delay of indicators. Left out where that is null, because no figures or too old ones say so',
  })
  withinNormalDelay?: (typeof TRUTH)[number];
}
