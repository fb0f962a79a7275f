import { Shown } from '@passerelle/http';
import type { LocalDate } from '@passerelle/kernel';

import { CATEGORIES, type Category } from '../delay-rule/category.js';
import { CategoryFiguresView } from '../snapshots/snapshot.view.js';
import type { Snapshot } from '../snapshots/snapshot.entity.js';

export class ProcessingDelaysView {
  @Shown({
    type: String,
    format: 'date',
    description: 'The last of the seven days that the figures cover',
  })
  updatedOn!: LocalDate;

  @Shown({ type: [CategoryFiguresView] })
  categories!: readonly CategoryFiguresView[];
}

export function processingDelaysView({ updatedOn, figures }: Snapshot): ProcessingDelaysView {
  // Member by member, because jsonb has an order of its own.
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
    description: 'The day of the published figures in force on that day',
  })
  windowUpdatedOn!: LocalDate;

  @Shown({
    type: 'integer',
    description: 'Days between the publication of these figures and the day asked for',
  })
  windowAgeDays!: number;

  @Shown({ type: String, format: 'date', nullable: true })
  arrivedFrom!: LocalDate | null;

  @Shown({ type: String, format: 'date', nullable: true })
  arrivedTo!: LocalDate | null;

  @Shown({
    type: Boolean,
    nullable: true,
    description:
      'True when the item arrived before the window, so that later items are being processed. Null when no window is published, or the last one is too old to say anything about that day',
  })
  abnormal!: boolean | null;

  @Shown({
    type: String,
    format: 'date',
    nullable: true,
    description:
      'An estimate of the day by which processing should start: on this day the item is as old as the oldest item of the window was at the update. Null without an estimate',
  })
  expectedBy!: LocalDate | null;
}
