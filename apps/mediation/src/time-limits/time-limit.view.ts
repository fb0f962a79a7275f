import { Shown } from '@passerelle/http';
import type { LocalDate } from '@passerelle/kernel';

import { BENEFITS, REASONS } from '../cases/referral.js';
import { COURTS, REMEDIES, TRUSTS } from './time-limits.js';

const trust = {
  enum: TRUSTS,
  description: '`unverified`: the value is to be checked before use',
} as const;

export class TimeLimitView {
  @Shown({
    enum: BENEFITS,
    nullable: true,
    type: String,
    description: 'Null where the row holds for a reason, whatever the benefit',
  })
  benefit!: string | null;

  @Shown({
    enum: REASONS,
    nullable: true,
    type: String,
    description: '`penalty`: the row of the penalties of L114-17 CSS',
  })
  reason!: string | null;

  @Shown({
    enum: REMEDIES,
    description: '`none_before_court`: the person goes to the court directly',
  })
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

  @Shown({ type: String, nullable: true })
  silenceArticle!: string | null;

  @Shown({
    enum: TRUSTS,
    description: 'Whether it was read that documents supplied later restart the silence',
  })
  silenceRestartTrust!: string;

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
    description:
      'The last day for a decision notified on the day `on`: a day off moves to the next working day',
  })
  deadline!: LocalDate;

  @Shown({
    type: String,
    format: 'date',
    nullable: true,
    description: 'The last day before it was moved to a working day; null where it was not moved',
  })
  unrolledDeadline!: LocalDate | null;

  @Shown({
    type: String,
    format: 'date',
    nullable: true,
    description:
      'The day on which the silence rejects the claim received on the day `claimReceivedOn`',
  })
  silenceRejectsOn!: LocalDate | null;

  @Shown({
    type: [String],
    description:
      'What is not verified, and why a last day was moved, in the language of the request',
  })
  remarks!: string[];
}

export class TimeLimitsView {
  @Shown({ type: [TimeLimitView] })
  items!: TimeLimitView[];
}
