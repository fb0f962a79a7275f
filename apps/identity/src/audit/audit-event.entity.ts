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

  /** Its place in the trail, from the moment it is sealed. */
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

/** Closes a batch of events; each builds on the one before. */
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

  /** HMAC of `hash`: whoever can write to the tables cannot make the chain anew without the key. */
  @TextColumn('mac')
  mac!: string;

  @InstantColumn('sealed_at')
  sealedAt!: Date;

  /** When its events were forgotten; the chain goes on through it. */
  @InstantColumn('purged_at', { nullable: true })
  purgedAt!: Date | null;
}
