import { Entity } from 'typeorm';

import { IdColumn, InstantColumn, IntegerColumn, TextColumn } from '@passerelle/persistence';

/** One reminder of one landlord for one month; the table has no room for a second. */
@Entity({ name: 'reminders' })
export class Reminder {
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
}
