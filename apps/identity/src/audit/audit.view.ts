import { Shown } from '@passerelle/http';

import { AUDIT_KINDS, type AuditKind } from './audit-event.js';
import { AUDIT_FAULTS, type AuditFault } from './audit-verification.service.js';

export class AuditEventView {
  @Shown({ format: 'uuid' })
  id!: string;

  @Shown({
    type: 'integer',
    nullable: true,
    description: 'The place in the trail; null until a seal covers the event, about a second later',
  })
  position!: number | null;

  @Shown({ type: String, format: 'date-time' })
  at!: Date;

  @Shown({ enum: AUDIT_KINDS })
  kind!: AuditKind;

  @Shown({ type: String, format: 'uuid', nullable: true })
  subjectId!: string | null;

  @Shown({ type: String, format: 'uuid', nullable: true })
  actorId!: string | null;

  @Shown({
    type: String,
    nullable: true,
    description: 'Keyed hash of a name that was tried and that no account has',
  })
  subjectHash!: string | null;

  @Shown({ type: String, nullable: true, description: 'Keyed hash of the network address' })
  addressHash!: string | null;

  @Shown({ type: 'object', additionalProperties: true })
  details!: object;
}

class AuditHeadView {
  @Shown({ type: 'integer' })
  number!: number;

  @Shown({ description: 'The log of the service holds the same hash for the same seal' })
  hash!: string;

  @Shown({ type: String, format: 'date-time' })
  sealedAt!: Date;
}

class AuditFaultView implements AuditFault {
  @Shown({ type: 'integer' })
  seal!: number;

  @Shown({ enum: AUDIT_FAULTS })
  fault!: AuditFault['fault'];
}

export class AuditReportView {
  @Shown()
  intact!: boolean;

  @Shown({ type: 'integer' })
  seals!: number;

  @Shown({ type: 'integer' })
  events!: number;

  @Shown({ type: 'integer' })
  unsealed!: number;

  @Shown({ type: AuditHeadView, nullable: true })
  head!: AuditHeadView | null;

  @Shown({ type: [AuditFaultView] })
  faults!: readonly AuditFaultView[];
}
