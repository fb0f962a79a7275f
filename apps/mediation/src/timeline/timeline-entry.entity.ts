import { Entity } from 'typeorm';

import type { LocalDate } from '@passerelle/kernel';
import {
  DateColumn,
  IdColumn,
  InstantColumn,
  TextColumn,
  UuidColumn,
} from '@passerelle/persistence';

import type { TimelineKind } from './timeline.js';

/** One step of a case: never changed, never removed, but where a corrected import tells another life. */
@Entity({ name: 'timeline_entries' })
export class TimelineEntry {
  @IdColumn()
  id!: string;

  @UuidColumn('referral_id')
  referralId!: string;

  @TextColumn('kind')
  kind!: TimelineKind;

  /** The day on which it took place, which may precede its recording. */
  @DateColumn('occurred_on')
  occurredOn!: LocalDate;

  @TextColumn('detail', { nullable: true })
  detail!: string | null;

  @UuidColumn('recorded_by')
  recordedBy!: string;

  @InstantColumn('recorded_at')
  recordedAt!: Date;
}
