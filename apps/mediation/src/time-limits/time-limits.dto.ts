import { Day, OneOf } from '@passerelle/http';
import type { LocalDate } from '@passerelle/kernel';

import { type Benefit, BENEFITS } from '../cases/referral.js';

export class TimeLimitsQuery {
  @OneOf(BENEFITS, { optional: true, description: 'All benefits by default' })
  benefit?: Benefit;

  @Day({
    optional: true,
    description: 'The day on which the contested decision was notified; today by default',
  })
  on?: LocalDate;
}
