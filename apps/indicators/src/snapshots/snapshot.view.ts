import { Shown } from '@passerelle/http';
import type { LocalDate } from '@passerelle/kernel';

import { CATEGORIES, type Category } from '../delay-rule/category.js';
import type { Snapshot } from './snapshot.entity.js';

export class CategoryFiguresView {
  @Shown({ enum: CATEGORIES })
  category!: Category;

  @Shown({
    type: String,
    format: 'date',
    nullable: true,
    description:
      'The first day of the window: the 5th percentile of the days of arrival of the ordinary items started in the week, or the first day under 20 items. Null without items',
  })
  arrivedFrom!: LocalDate | null;

  @Shown({
    type: String,
    format: 'date',
    nullable: true,
    description:
      'The last day of the window: the 95th percentile, or the last day under 20 items. Null without items',
  })
  arrivedTo!: LocalDate | null;

  @Shown({
    type: String,
    format: 'date',
    nullable: true,
    description:
      'Day of arrival of the oldest item of any kind that was neither started nor completed by the end of `updatedOn`. Null when nothing waits',
  })
  oldestWaitingOn!: LocalDate | null;

  @Shown({
    type: 'integer',
    description: 'Ordinary items started in the week: without urgent, resumed and automatic items',
  })
  started!: number;

  @Shown({
    type: String,
    nullable: true,
    pattern: '^[01]\\.\\d{4}$',
    example: '0.0417',
    description:
      'Share of urgent items among all items started in the week, with four decimals. Null without items',
  })
  urgentShare!: string | null;
}

export class SnapshotView {
  @Shown({ type: String, format: 'uuid' })
  id!: string;

  @Shown({ type: String, format: 'date' })
  updatedOn!: LocalDate;

  @Shown({
    type: 'integer',
    description: '1 for the first publication of a day, more for a correction',
  })
  version!: number;

  @Shown({ type: String, description: 'The version of the rule that computed the windows' })
  ruleVersion!: string;

  @Shown({
    type: String,
    nullable: true,
    description: 'The reason of the correction; null for the first version',
  })
  reason!: string | null;

  @Shown({ type: String, format: 'date-time' })
  publishedAt!: string;

  @Shown({ type: [CategoryFiguresView] })
  categories!: readonly CategoryFiguresView[];
}

/** The account that published the snapshot is stored and not shown. */
export function snapshotView(snapshot: Snapshot): SnapshotView {
  return {
    id: snapshot.id,
    updatedOn: snapshot.updatedOn,
    version: snapshot.version,
    ruleVersion: snapshot.ruleVersion,
    reason: snapshot.reason,
    publishedAt: snapshot.publishedAt.toISOString(),
    categories: snapshot.figures,
  };
}
