import { Shown } from '@passerelle/http';
import type { LocalDate } from '@passerelle/kernel';

import { APPEAL_CLOCK_STATUSES } from './appeal-clock.js';

const dayOrNull = { type: String, format: 'date', nullable: true } as const;

export class AppealClockView {
  @Shown({
    ...dayOrNull,
    description: 'The last day of the remedy before the mediation, as it was recorded',
  })
  deadline!: LocalDate | null;

  @Shown({ ...dayOrNull, description: 'The day on which the admissibility was notified' })
  suspendedFrom!: LocalDate | null;

  @Shown({ ...dayOrNull, description: 'The day on which both parties had the result' })
  resumedOn!: LocalDate | null;

  @Shown({ type: 'integer' })
  daysSuspended!: number;

  @Shown({
    ...dayOrNull,
    description: 'The new last day after the suspension: a day off moves to the next working day',
  })
  newDeadline!: LocalDate | null;

  @Shown({
    ...dayOrNull,
    description: 'The day until which the person can act; null while the clock is suspended',
  })
  lastDay!: LocalDate | null;

  @Shown({
    ...dayOrNull,
    description: 'That day before it was moved to a working day; null where it was not moved',
  })
  unrolledDeadline!: LocalDate | null;

  @Shown({
    type: 'integer',
    nullable: true,
    description: 'While the clock is suspended: the days that remain for later',
  })
  daysLeft!: number | null;

  @Shown({
    enum: APPEAL_CLOCK_STATUSES,
    description:
      '`unsafe`: the admissibility is not notified yet, so the days still run; `not_enforceable`: the limits were not printed in the decision, so none can be held against the person',
  })
  status!: string;

  @Shown({
    type: String,
    nullable: true,
    description: 'The point that the legal service has to confirm',
  })
  toBeConfirmed!: string | null;

  @Shown({
    ...dayOrNull,
    description:
      'The day on which silence counts as a rejection of the prior claim, where this claim is the first remedy',
  })
  silenceRejectsOn!: LocalDate | null;

  @Shown({
    type: [String],
    description:
      'Why no limit holds, why a last day was moved and what is not verified, in the language of the request',
  })
  remarks!: string[];
}
