import { Column, Entity } from 'typeorm';

import { IdColumn, InstantColumn, TextColumn, UuidColumn } from '@passerelle/persistence';

/**
 * Who was shown which part of a case, or of the cases of a page: one entry a reading, however many cases it showed. The
 * entry is committed with the read, before the answer leaves.
 */
@Entity({ name: 'read_entries' })
export class ReadEntry {
  @IdColumn()
  id!: string;

  /** The case that was read; null for several. */
  @UuidColumn('referral_id', { nullable: true })
  referralId!: string | null;

  /** The cases that a list showed; null for a single one. */
  @Column({ type: 'uuid', array: true, name: 'listed_ids', nullable: true })
  listedIds!: readonly string[] | null;

  @UuidColumn('reader')
  reader!: string;

  /** `referral`, `list`, `timeline`… */
  @TextColumn('part')
  part!: string;

  @InstantColumn('read_at')
  readAt!: Date;
}
