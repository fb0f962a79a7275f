import { Shown } from '@passerelle/http';
import type { LocalDate } from '@passerelle/kernel';

import { APPEAL_CLOCK_STATUSES } from './appeal-clock.js';

const dayOrNull = { type: String, format: 'date', nullable: true } as const;

export class AppealClockView {
  @Shown({ ...dayOrNull, description: 'The last day of the remedy before the mediation' })
  deadline!: LocalDate | null;

  @Shown({ ...dayOrNull, description: 'The day on which the admissibility was notified' })
  suspendedFrom!: LocalDate | null;

  @Shown({ ...dayOrNull, description: 'The day on which both parties had the result' })
  resumedOn!: LocalDate | null;

  @Shown({ type: 'integer' })
  daysSuspended!: number;

  @Shown(dayOrNull)
  newDeadline!: LocalDate | null;

  @Shown({
    type: 'integer',
    nullable: true,
    description: 'While the clock is suspended: the days that remain for later',
  })
  daysLeft!: number | null;

  @Shown({
    enum: APPEAL_CLOCK_STATUSES,
    description: '`unsafe`: the admissibility is not notified yet, so the days still run',
  })
  status!: string;

  @Shown({
    type: String,
    nullable: true,
    description: 'The point that the legal service has to confirm',
  })
  toBeConfirmed!: string | null;
}
