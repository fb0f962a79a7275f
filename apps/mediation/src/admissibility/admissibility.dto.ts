import { Day, OneOf, Text } from '@passerelle/http';
import type { LocalDate } from '@passerelle/kernel';

import { type Decision, DECISIONS, type Ground, GROUNDS } from '../cases/referral.js';

export class DecideAdmissibility {
  @OneOf(DECISIONS)
  decision!: Decision;

  @OneOf(GROUNDS, {
    optional: true,
    nullable: true,
    description: 'Required for an inadmissible case',
  })
  ground?: Ground | null;

  @Text({
    max: 200,
    optional: true,
    nullable: true,
    description:
      'The service that receives a redirected request; the usual service of the ground by default',
  })
  redirectedTo?: string | null;

  @Day({ description: 'The day on which the person was notified' })
  notifiedOn!: LocalDate;

  @Day({
    optional: true,
    nullable: true,
    description:
      'The day on which the service received a redirected request; `notifiedOn` by default',
  })
  transmittedOn?: LocalDate | null;

  @Day({
    optional: true,
    nullable: true,
    description:
      'The day on which the person was informed of the redirection; `notifiedOn` by default',
  })
  personInformedOn?: LocalDate | null;
}

/** Query parameters arrive as text. */
const TRUTH = ['true', 'false'] as const;

export class AdviceQuery {
  @OneOf(TRUTH, { optional: true, description: 'Whether the services answered the prior claim' })
  priorClaimAnswered?: (typeof TRUTH)[number];

  @OneOf(TRUTH, {
    optional: true,
    description: 'Whether the wait is still within the normal delay that indicators publishes',
  })
  withinNormalDelay?: (typeof TRUTH)[number];
}
