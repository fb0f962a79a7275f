import { Entity } from 'typeorm';

import { IdColumn, InstantColumn, TextColumn, UuidColumn } from '@passerelle/persistence';

/** What a mediator writes down: read by the mediation team alone (domain § 1.8). */
@Entity({ name: 'notes' })
export class Note {
  @IdColumn()
  id!: string;

  @UuidColumn('referral_id')
  referralId!: string;

  @UuidColumn('author')
  author!: string;

  @TextColumn('text')
  text!: string;

  @InstantColumn('written_at')
  writtenAt!: Date;
}
