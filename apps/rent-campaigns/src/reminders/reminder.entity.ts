import { Entity } from 'typeorm';

import { IdColumn, InstantColumn, IntegerColumn, TextColumn } from '@passerelle/persistence';

import type { ReminderOutcome } from './reminder-plan.js';

/** The reminder of one landlord for one month. A unique key refuses a second one. */
@Entity({ name: 'reminders' })
export class Reminder {
  /** The id of the message in notifications too: a repeated request names the same message. */
  @IdColumn()
  id!: string;

  @IntegerColumn('reference_year')
  referenceYear!: number;

  @IntegerColumn('month')
  month!: number;

  @TextColumn('landlord_siret')
  landlordSiret!: string;

  /** The missing tenants at the time of the message, or of the record while no message exists. */
  @IntegerColumn('missing')
  missing!: number;

  @InstantColumn('scheduled_at')
  scheduledAt!: Date;

  /** The end of the reminder; `null` while the reminder waits. */
  @TextColumn('outcome', { nullable: true })
  outcome!: ReminderOutcome | null;

  @InstantColumn('settled_at', { nullable: true })
  settledAt!: Date | null;
}
