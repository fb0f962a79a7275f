import { Entity } from 'typeorm';

import { IdColumn, InstantColumn, TextColumn, UuidColumn } from '@passerelle/persistence';

/** What of a case was shown to whom: written before it is shown. */
@Entity({ name: 'read_entries' })
export class ReadEntry {
  @IdColumn()
  id!: string;

  @UuidColumn('referral_id')
  referralId!: string;

  @UuidColumn('reader')
  reader!: string;

  /** `referral`, `list`, `timeline`… */
  @TextColumn('part')
  part!: string;

  @InstantColumn('read_at')
  readAt!: Date;
}
