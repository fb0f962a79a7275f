import { Day, OneOf } from '@passerelle/http';
import type { LocalDate } from '@passerelle/kernel';

import { CATEGORIES, type Category } from '../delay-rule/category.js';

export class ProcessingDelaysQuery {
  @Day({ optional: true, description: 'The day whose figures are returned; today by default' })
  on?: LocalDate;
}

export class NormalDelayQuery {
  @OneOf(CATEGORIES)
  category!: Category;

  @Day({ description: 'The day on which the item arrived at the Caf' })
  receivedOn!: LocalDate;

  @Day({
    optional: true,
    description: 'The day on which the item is still not processed; today by default',
  })
  on?: LocalDate;
}
