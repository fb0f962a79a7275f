import { Entity, PrimaryColumn } from 'typeorm';

import { InstantColumn, IntegerColumn, TextColumn, UuidColumn } from '@passerelle/persistence';

import type { AuditKind } from './audit-event.js';

/** Refusals of one kind about one subject from one network address, until they become one security event. */
@Entity({ name: 'refusal_counts' })
export class RefusalCount {
  @PrimaryColumn({ type: 'text', name: 'key' })
  key!: string;

  @TextColumn('kind')
  kind!: AuditKind;

  @UuidColumn('subject_id', { nullable: true })
  subjectId!: string | null;

  @TextColumn('address_hash', { nullable: true })
  addressHash!: string | null;

  @InstantColumn('window_from')
  windowFrom!: Date;

  @InstantColumn('last_at')
  lastAt!: Date;

  @IntegerColumn('refusals')
  refusals!: number;
}
