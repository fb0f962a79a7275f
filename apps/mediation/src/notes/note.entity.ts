import { Entity } from 'typeorm';

import { IdColumn, InstantColumn, TextColumn, UuidColumn } from '@passerelle/persistence';

/** A note of a mediator; only the mediation team reads it (domain M8.1). */
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
