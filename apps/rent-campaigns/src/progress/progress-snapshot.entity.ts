import { Entity, PrimaryColumn } from 'typeorm';

import type { LocalDate } from '@passerelle/kernel';
import { InstantColumn, JsonColumn, UuidColumn } from '@passerelle/persistence';

import type { CampaignCounts } from './progress.js';

/** The progress of a campaign on a day, frozen with its denominator: a trigger refuses every change (domain R5.8). */
@Entity({ name: 'progress_snapshots' })
export class ProgressSnapshot {
  @PrimaryColumn({ type: 'integer', name: 'reference_year' })
  referenceYear!: number;

  @PrimaryColumn({ type: 'date', name: 'taken_for' })
  takenFor!: LocalDate;

  @JsonColumn('counts')
  counts!: CampaignCounts;

  @InstantColumn('taken_at')
  takenAt!: Date;

  /** The account that asked for the snapshot; `null` for the nightly task. */
  @UuidColumn('taken_by', { nullable: true })
  takenBy!: string | null;
}
