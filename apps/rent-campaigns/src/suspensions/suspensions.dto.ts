import { OneOf, PageQuery, Shown, Text } from '@passerelle/http';
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

export class SuspensionsQuery extends PageQuery {
  @OneOf(SUSPENSION_STATUSES, { optional: true })
  status?: SuspensionStatus;

  @Text({
    max: 14,
    pattern: /^\d{14}$/,
    patternHint: { fr: 'un SIRET de 14 chiffres', en: 'a SIRET of 14 digits' },
    optional: true,
  })
  landlordSiret?: string;
}

export class SuspensionView {
  @Shown({ type: String, format: 'uuid', description: 'As events name it' })
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

  @Shown({ ...day, nullable: true, description: 'When it was regularised or taken back' })
  endedOn!: LocalDate | null;

  @Shown({ type: String, format: 'uuid', nullable: true, description: 'What regularised it' })
  declarationId!: string | null;

  @Shown({ enum: WITHDRAWAL_REASONS, nullable: true, description: 'Why it was taken back' })
  reason!: WithdrawalReason | null;

  @Shown({ type: String, format: 'date-time' })
  recordedAt!: string;
}

export class SuspensionsRunView {
  @Shown({ ...count, description: 'Tenants whose suspension is recorded by this; others were' })
  suspended!: number;

  @Shown({ ...count, description: 'Declared since' })
  regularised!: number;

  @Shown({ ...count, description: 'Taken back: they owed no declaration on that day' })
  withdrawn!: number;
}

export function suspensionView(suspension: Suspension): SuspensionView {
  return { ...suspension, recordedAt: suspension.recordedAt.toISOString() };
}
