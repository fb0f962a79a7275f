import { Day, OneOf } from '@passerelle/http';
import type { LocalDate } from '@passerelle/kernel';

import { CATEGORIES, type Category } from '../delay-rule/category.js';

export class ProcessingDelaysQuery {
  @Day({ optional: true, description: 'The day whose figures are asked for; today by default' })
  on?: LocalDate;
}

export class NormalDelayQuery {
  @OneOf(CATEGORIES)
  category!: Category;

  @Day({ description: 'When the item arrived at the fund' })
  receivedOn!: LocalDate;

  @Day({
    optional: true,
    description: 'The day on which it is still not treated; today by default',
  })
  on?: LocalDate;
}
