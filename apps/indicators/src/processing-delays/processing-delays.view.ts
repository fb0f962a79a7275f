import { Shown } from '@passerelle/http';
import type { LocalDate } from '@passerelle/kernel';

import { CATEGORIES, type Category } from '../delay-rule/category.js';
import { CategoryFiguresView } from '../snapshots/snapshot.view.js';
import type { Snapshot } from '../snapshots/snapshot.entity.js';

export class ProcessingDelaysView {
  @Shown({ type: String, format: 'date', description: 'The last of the seven days covered' })
  updatedOn!: LocalDate;

  @Shown({ type: [CategoryFiguresView] })
  categories!: readonly CategoryFiguresView[];
}

export function processingDelaysView({ updatedOn, figures }: Snapshot): ProcessingDelaysView {
  // Member by member: jsonb keeps an order of its own.
  const categories = figures.map((row) => ({
    category: row.category,
    arrivedFrom: row.arrivedFrom,
    arrivedTo: row.arrivedTo,
    oldestWaitingOn: row.oldestWaitingOn,
    started: row.started,
    urgentShare: row.urgentShare,
  }));
  return { updatedOn, categories };
}

export class NormalDelayView {
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
