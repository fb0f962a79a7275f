import { Entity } from 'typeorm';

import { IdColumn, InstantColumn, TextColumn, UuidColumn } from '@passerelle/persistence';

/** Who was shown which part of a case. The entry is committed with the read, before the answer leaves. */
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
