import { Day, OneOf } from '@passerelle/http';
import type { LocalDate } from '@passerelle/kernel';

import { type Benefit, BENEFITS } from '../cases/referral.js';

/** The reasons that have a remedy of their own, whatever the benefit. */
const REASONS_WITH_REMEDY = ['penalty'] as const;

export class TimeLimitsQuery {
  @OneOf(BENEFITS, { optional: true, description: 'All benefits by default' })
  benefit?: Benefit;

  @OneOf(REASONS_WITH_REMEDY, {
    optional: true,
    description: '`penalty`: only the remedy against a penalty (L114-17 CSS), whatever the benefit',
  })
  reason?: (typeof REASONS_WITH_REMEDY)[number];

  @Day({
    optional: true,
    description: 'The day on which the contested decision was notified; today by default',
  })
  on?: LocalDate;

  @Day({
    optional: true,
    description:
      'The day on which the Caf received the claim; the answer tells when silence rejects the claim',
  })
  claimReceivedOn?: LocalDate;

  @Day({
    optional: true,
    description:
      'The day on which the Caf received the last documents for the claim: the silence counts from then',
  })
  claimCompletedOn?: LocalDate;
}
