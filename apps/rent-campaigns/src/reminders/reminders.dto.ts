import { OneOf, PageQuery, Shown } from '@passerelle/http';

import { DELIVERIES, type Delivery } from './reminder-plan.js';
import type { ReminderRow } from './reminders.repository.js';

export class RemindersQuery extends PageQuery {
  @OneOf(DELIVERIES, {
    optional: true,
    description: '`no_contact`: landlords who have to be reached in another way',
  })
  delivery?: Delivery;
}

export class ReminderView {
  @Shown({ type: String, format: 'uuid', description: 'Also of its message in notifications' })
  id!: string;

  @Shown({ type: 'integer' })
  referenceYear!: number;

  @Shown({ type: 'integer', description: 'The month that it was for' })
  month!: number;

  @Shown()
  landlordSiret!: string;

  @Shown({ type: 'integer', description: 'Tenants who were missing then' })
  missing!: number;

  @Shown({ type: String, format: 'date-time' })
  scheduledAt!: string;

  @Shown({
    enum: DELIVERIES,
    description:
      '`waiting` to be sent, `requested` of notifications, `declared` meanwhile, `no_contact`, ' +
      '`lapsed` with its month',
  })
  delivery!: Delivery;
}

export class RemindedView {
  @Shown({ type: 'integer', description: 'Landlords who are reminded by this; the others were' })
  reminded!: number;

  @Shown({
    type: 'integer',
    description: 'Of these, landlords whom nobody knows how to write to: `?delivery=no_contact`',
  })
  withoutContact!: number;
}

export function reminderView(reminder: ReminderRow): ReminderView {
  return { ...reminder, scheduledAt: reminder.scheduledAt.toISOString() };
}
