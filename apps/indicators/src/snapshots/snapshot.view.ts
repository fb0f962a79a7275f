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
      'What is being processed arrived from this day on: the 5th percentile of the days of arrival of the items started in the week, or the first under 20 items; null when none was started',
  })
  arrivedFrom!: LocalDate | null;

  @Shown({
    type: String,
    format: 'date',
    nullable: true,
    description: 'and up to this day: the 95th percentile, or the last under 20 items',
  })
  arrivedTo!: LocalDate | null;

  @Shown({
    type: String,
    format: 'date',
    nullable: true,
    description:
      'Arrival of the oldest item, of any kind, neither started nor completed by the end of `updatedOn`; null when nothing waits',
  })
  oldestWaitingOn!: LocalDate | null;

  @Shown({
    type: 'integer',
    description: 'Items started in the week, without urgent, resumed and automatic ones',
  })
  started!: number;

  @Shown({
    type: String,
    nullable: true,
    pattern: '^[01]\\.\\d{4}$',
    example: '0.0417',
    description:
      'Share of urgent items among all that were started in the week, with four decimals; null when none was',
  })
  urgentShare!: string | null;
}

export class SnapshotView {
  @Shown({ type: String, format: 'uuid' })
  id!: string;

  @Shown({ type: String, format: 'date' })
  updatedOn!: LocalDate;

  @Shown({ type: 'integer', description: '1, or more for a correction of the same day' })
  version!: number;

  @Shown({ type: String, description: 'The version of the rule by which the windows were drawn' })
  ruleVersion!: string;

  @Shown({ type: String, nullable: true, description: 'Why it corrects the version before' })
  reason!: string | null;

  @Shown({ type: String, format: 'date-time' })
  publishedAt!: string;

  @Shown({ type: [CategoryFiguresView] })
  categories!: readonly CategoryFiguresView[];
}

/** Who published it is kept, not shown. */
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
