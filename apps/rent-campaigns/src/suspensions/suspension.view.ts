import { Shown } from '@passerelle/http';
import type { LocalDate } from '@passerelle/kernel';

import type { Suspension } from './suspension.entity.js';
import {
  SUSPENSION_STATUSES,
  type SuspensionStatus,
  WITHDRAWAL_REASONS,
  type WithdrawalReason,
} from './suspension.js';

const day = { type: String, format: 'date' } as const;
const count = { type: 'integer' } as const;

export class SuspensionView {
  @Shown({ type: String, format: 'uuid', description: 'The id of the suspension in events' })
  id!: string;

  @Shown(count)
  version!: number;

  @Shown(count)
  referenceYear!: number;

  @Shown()
  fileNumber!: string;

  @Shown()
  dwellingRef!: string;

  @Shown()
  landlordSiret!: string;

  @Shown({ ...day, description: 'The first day without payment' })
  suspendedOn!: LocalDate;

  @Shown({ enum: SUSPENSION_STATUSES })
  status!: SuspensionStatus;

  @Shown({
    ...day,
    nullable: true,
    description: 'The day on which the suspension was regularised or withdrawn',
  })
  endedOn!: LocalDate | null;

  @Shown({
    type: String,
    format: 'uuid',
    nullable: true,
    description: 'The declaration that regularised the suspension',
  })
  declarationId!: string | null;

  @Shown({
    enum: WITHDRAWAL_REASONS,
    nullable: true,
    description: 'Why the suspension was withdrawn',
  })
  reason!: WithdrawalReason | null;

  @Shown({ type: String, format: 'date-time' })
  recordedAt!: string;
}

export class SuspensionsRunView {
  @Shown({
    ...count,
    description: 'Suspensions that this run recorded; earlier runs recorded the others',
  })
  suspended!: number;

  @Shown({ ...count, description: 'Suspensions that ended with a declaration' })
  regularised!: number;

  @Shown({
    ...count,
    description: 'Withdrawn suspensions: the tenants owed no declaration on the day of suspension',
  })
  withdrawn!: number;
}

export function suspensionView(suspension: Suspension): SuspensionView {
  return { ...suspension, recordedAt: suspension.recordedAt.toISOString() };
}
