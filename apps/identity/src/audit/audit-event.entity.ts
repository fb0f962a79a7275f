import { Column, Entity, PrimaryColumn } from 'typeorm';

import {
  IdColumn,
  InstantColumn,
  JsonColumn,
  TextColumn,
  UuidColumn,
} from '@passerelle/persistence';

import type { AuditKind } from './audit-event.js';

const number = {
  from: (value: string | number | null) => (value === null ? null : Number(value)),
  to: (value: number | null) => value,
};

@Entity({ name: 'audit_events' })
export class AuditEvent {
  @IdColumn()
  id!: string;

  /** The place of the event in the trail; null until a seal covers the event. */
  @Column({ type: 'bigint', name: 'position', nullable: true, transformer: number })
  position!: number | null;

  @InstantColumn('at')
  at!: Date;

  @TextColumn('kind')
  kind!: AuditKind;

  @UuidColumn('subject_id', { nullable: true })
  subjectId!: string | null;

  @UuidColumn('actor_id', { nullable: true })
  actorId!: string | null;

  @TextColumn('subject_hash', { nullable: true })
  subjectHash!: string | null;

  @TextColumn('address_hash', { nullable: true })
  addressHash!: string | null;

  @JsonColumn('details')
  details!: Readonly<Record<string, string | number | boolean>>;
}

/** Closes a batch of events. Each seal includes the hash of the seal before. */
@Entity({ name: 'audit_seals' })
export class AuditSeal {
  @PrimaryColumn({ type: 'bigint', name: 'number', transformer: number })
  number!: number;

  @Column({ type: 'bigint', name: 'first_position', transformer: number })
  firstPosition!: number;

  @Column({ type: 'bigint', name: 'last_position', transformer: number })
  lastPosition!: number;

  @TextColumn('digest')
  digest!: string;

  @TextColumn('previous_hash')
  previousHash!: string;

  @TextColumn('hash')
  hash!: string;

  /** HMAC of `hash`, so that write access to the tables is not enough to make the chain anew. */
  @TextColumn('mac')
  mac!: string;

  @InstantColumn('sealed_at')
  sealedAt!: Date;

  /** When the events of the seal were forgotten. The chain goes on through the seal. */
  @InstantColumn('purged_at', { nullable: true })
  purgedAt!: Date | null;
}
