import { Shown } from '@passerelle/http';
import type { LocalDate } from '@passerelle/kernel';

import { BENEFITS } from '../cases/referral.js';
import { COURTS, REMEDIES, TRUSTS } from './time-limits.js';

const trust = {
  enum: TRUSTS,
  description: '`unverified`: the value is to be checked before use',
} as const;

export class TimeLimitView {
  @Shown({ enum: BENEFITS })
  benefit!: string;

  @Shown({ enum: REMEDIES })
  remedy!: string;

  @Shown({ type: 'integer' })
  months!: number;

  @Shown(trust)
  monthsTrust!: string;

  @Shown({ type: String, nullable: true })
  article!: string | null;

  @Shown({
    type: 'integer',
    nullable: true,
    description: 'Months of silence that count as a rejection',
  })
  silenceMonths!: number | null;

  @Shown(trust)
  silenceTrust!: string;

  @Shown({ enum: COURTS })
  nextCourt!: string;

  @Shown({ type: 'integer', nullable: true })
  nextCourtMonths!: number | null;

  @Shown(trust)
  nextCourtTrust!: string;

  @Shown()
  source!: string;

  @Shown({ type: String, format: 'date', nullable: true })
  effectiveFrom!: LocalDate | null;

  @Shown({ type: String, format: 'date', nullable: true })
  effectiveTo!: LocalDate | null;

  @Shown({
    type: String,
    format: 'date',
    nullable: true,
    description: 'The last day for a decision notified on the day `on`',
  })
  deadline!: LocalDate | null;
}

export class TimeLimitsView {
  @Shown({ type: [TimeLimitView] })
  items!: TimeLimitView[];
}
