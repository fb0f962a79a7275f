import { Shown } from '@passerelle/http';
import type { LocalDate } from '@passerelle/kernel';

import { APPEAL_CLOCK_STATUSES } from './appeal-clock.js';

const dayOrNull = { type: String, format: 'date', nullable: true } as const;

export class AppealClockView {
  @Shown({ ...dayOrNull, description: 'Last day of the remedy as it stood before the mediation' })
  deadline!: LocalDate | null;

  @Shown({ ...dayOrNull, description: 'The notification of admissibility' })
  suspendedFrom!: LocalDate | null;

  @Shown({ ...dayOrNull, description: 'When both parties had the result' })
  resumedOn!: LocalDate | null;

  @Shown({ type: 'integer' })
  daysSuspended!: number;

  @Shown(dayOrNull)
  newDeadline!: LocalDate | null;

  @Shown({
    type: 'integer',
    nullable: true,
    description: 'While suspended: what will be left on resumption',
  })
  daysLeft!: number | null;

  @Shown({
    enum: APPEAL_CLOCK_STATUSES,
    description: '`unsafe`: not notified yet, the days still run',
  })
  status!: string;

  @Shown({ type: String, nullable: true, description: 'What the legal service has to confirm' })
  toBeConfirmed!: string | null;
}
