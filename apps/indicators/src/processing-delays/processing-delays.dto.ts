import { Day, OneOf, Shown } from '@passerelle/http';
import type { LocalDate } from '@passerelle/kernel';

import { CategoryFiguresView } from '../snapshots/snapshots.dto.js';
import { CATEGORIES, type Category } from '../work-items/work-item.js';

export class ProcessingDelaysQuery {
  @Day({ optional: true, description: 'The day whose figures are asked for; today by default' })
  on?: LocalDate;
}

export class ProcessingDelays {
  @Shown({ type: String, format: 'date', description: 'The last of the seven days covered' })
  updatedOn!: LocalDate;

  @Shown({ type: [CategoryFiguresView] })
  categories!: readonly CategoryFiguresView[];
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

export class NormalDelay {
  @Shown({ enum: CATEGORIES })
  category!: Category;

  @Shown({ type: String, format: 'date' })
  receivedOn!: LocalDate;

  @Shown({ type: String, format: 'date' })
  on!: LocalDate;

  @Shown({
    type: String,
    format: 'date',
    description: 'Of the published figures in force that day',
  })
  updatedOn!: LocalDate;

  @Shown({ type: String, format: 'date', nullable: true })
  arrivedFrom!: LocalDate | null;

  @Shown({ type: String, format: 'date', nullable: true })
  arrivedTo!: LocalDate | null;

  @Shown({
    type: Boolean,
    nullable: true,
    description:
      'True when the item arrived before the window began: later ones are being treated. Null when no window is published',
  })
  abnormal!: boolean | null;

  @Shown({
    type: String,
    format: 'date',
    nullable: true,
    description:
      'When treatment should have begun at the latest: the day on which the item is as old as the oldest of the window at the update. An estimate; null when it cannot be said',
  })
  expectedBy!: LocalDate | null;
}
