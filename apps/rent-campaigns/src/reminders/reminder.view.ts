import { Shown } from '@passerelle/http';

import { DELIVERIES, type Delivery } from './reminder-plan.js';
import type { ReminderWithDelivery } from './reminders.repository.js';

export class ReminderView {
  @Shown({
    type: String,
    format: 'uuid',
    description: 'The id of the reminder, and of its message in notifications',
  })
  id!: string;

  @Shown({ type: 'integer' })
  referenceYear!: number;

  @Shown({ type: 'integer', description: 'The month of the reminder' })
  month!: number;

  @Shown()
  landlordSiret!: string;

  @Shown({ type: 'integer', description: 'The missing tenants at the time of the message' })
  missing!: number;

  @Shown({ type: String, format: 'date-time' })
  scheduledAt!: string;

  @Shown({
    enum: DELIVERIES,
    description:
      '`waiting`: not sent yet; `requested`: the message is requested from notifications; `declared`: all ' +
      'tenants were declared before; `no_contact`: the landlord has no contact; `lapsed`: the month ended before',
  })
  delivery!: Delivery;
}

export class RemindedView {
  @Shown({
    type: 'integer',
    description:
      'Landlords with a contact whom this call reminds; earlier calls reminded the others',
  })
  reminded!: number;

  @Shown({
    type: 'integer',
    description: 'Further landlords, whom nobody can write to: `?delivery=no_contact` lists them',
  })
  withoutContact!: number;
}

export function reminderView(reminder: ReminderWithDelivery): ReminderView {
  return { ...reminder, scheduledAt: reminder.scheduledAt.toISOString() };
}
