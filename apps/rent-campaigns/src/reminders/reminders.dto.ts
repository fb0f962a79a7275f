import { Shown } from '@passerelle/http';

import type { Reminder } from './reminder.entity.js';

export class ReminderView {
  @Shown({ type: String, format: 'uuid' })
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
}

export class RemindedView {
  @Shown({ type: 'integer', description: 'Landlords who are reminded by this; the others were' })
  reminded!: number;
}

export function reminderView(reminder: Reminder): ReminderView {
  return { ...reminder, scheduledAt: reminder.scheduledAt.toISOString() };
}
