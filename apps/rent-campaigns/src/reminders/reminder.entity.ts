import { Entity } from 'typeorm';

import { IdColumn, InstantColumn, IntegerColumn, TextColumn } from '@passerelle/persistence';

import type { ReminderOutcome } from './reminder-plan.js';

/** One reminder of one landlord for one month; the table has no room for a second. */
@Entity({ name: 'reminders' })
export class Reminder {
  /** Of its message in notifications as well: asked for again, it is the same message. */
  @IdColumn()
  id!: string;

  @IntegerColumn('reference_year')
  referenceYear!: number;

  @IntegerColumn('month')
  month!: number;

  @TextColumn('landlord_siret')
  landlordSiret!: string;

  /** Tenants who were still missing. */
  @IntegerColumn('missing')
  missing!: number;

  @InstantColumn('scheduled_at')
  scheduledAt!: Date;

  /** What became of it; `null` until that is settled. */
  @TextColumn('outcome', { nullable: true })
  outcome!: ReminderOutcome | null;

  @InstantColumn('settled_at', { nullable: true })
  settledAt!: Date | null;
}
