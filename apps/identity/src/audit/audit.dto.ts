import { Id, Instant, NotBefore, OneOf, PageQuery } from '@passerelle/http';

import { AUDIT_KINDS, type AuditKind } from './audit-event.js';

export class AuditQuery extends PageQuery {
  @OneOf(AUDIT_KINDS, { optional: true })
  kind?: AuditKind;

  @Id({ optional: true, description: 'Account, client, organisation, agreement or agent' })
  subjectId?: string;

  @Id({ optional: true })
  actorId?: string;

  @Instant({ optional: true, description: 'From this instant on' })
  from?: string;

  @Instant({ optional: true, description: 'Before this instant' })
  @NotBefore('from')
  to?: string;
}
