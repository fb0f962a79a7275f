import { Day, Id, OneOf, Text } from '@passerelle/http';
import type { LocalDate } from '@passerelle/kernel';

import { CONFLICT_KINDS, type ConflictKind } from '../cases/referral.js';

export class HandOver {
  @Id({ description: 'The subject of the mediator who takes over' })
  to!: string;
}

export class DeclareConflict {
  @Id({
    optional: true,
    description: 'The subject of the mediator who has the conflict; the caller by default',
  })
  mediator?: string;

  @OneOf(CONFLICT_KINDS, {
    optional: true,
    description:
      '`handled_before` (by default): another mediator of the Caf may take over. A family, professional or financial link, direct or not, sends the case to the mediator of another Caf (R115-5 CSS)',
  })
  kind?: ConflictKind;
}

export class TransferReferral {
  @Text({ max: 200, description: 'The Caf whose mediator treats the claim from then on' })
  to!: string;

  @Day({ description: 'The day on which the case went to that mediator' })
  transferredOn!: LocalDate;

  @Day({ description: 'The day on which the person was told' })
  personInformedOn!: LocalDate;
}
