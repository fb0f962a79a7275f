import { Entity } from 'typeorm';

import type { LocalDate } from '@passerelle/kernel';
import {
  DateColumn,
  IdColumn,
  InstantColumn,
  JsonColumn,
  TextColumn,
  UuidColumn,
} from '@passerelle/persistence';

import type { ReplacedValue, TimelineKind } from '../cases/timeline-step.js';

/** One step of a case. A step is never changed and never removed, except when an import corrects the case. */
@Entity({ name: 'timeline_entries' })
export class TimelineEntry {
  @IdColumn()
  id!: string;

  @UuidColumn('referral_id')
  referralId!: string;

  @TextColumn('kind')
  kind!: TimelineKind;

  /** The day of the step, which may precede the day of its recording. */
  @DateColumn('occurred_on')
  occurredOn!: LocalDate;

  @TextColumn('detail', { nullable: true })
  detail!: string | null;

  /** What a correction replaced. */
  @JsonColumn('replaced', { nullable: true })
  replaced!: readonly ReplacedValue[] | null;

  @UuidColumn('recorded_by')
  recordedBy!: string;

  @InstantColumn('recorded_at')
  recordedAt!: Date;
}
