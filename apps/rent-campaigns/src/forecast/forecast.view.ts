import { Shown } from '@passerelle/http';
import type { LocalDate } from '@passerelle/kernel';
import { LANDLORD_KINDS, type LandlordKind } from '../landlords/landlord.js';

const day = { type: String, format: 'date' } as const;
const count = { type: 'integer' } as const;

export class LandlordForecastView {
  @Shown()
  landlordSiret!: string;

  @Shown({ enum: LANDLORD_KINDS })
  landlordKind!: LandlordKind;

  @Shown(count)
  expected!: number;

  @Shown({ ...count, description: 'Tenants whose aid will be suspended unless they are declared' })
  missing!: number;

  @Shown({
    ...count,
    description:
      'Tenants whose line waits for a confirmation; declared before the day of suspension, they keep their aid',
  })
  toConfirm!: number;

  @Shown(count)
  remindersSent!: number;

  @Shown({ type: 'boolean', description: 'Whether a contact of the landlord is on record' })
  hasContact!: boolean;
}

export class ForecastView {
  @Shown(count)
  referenceYear!: number;

  @Shown(day)
  suspensionOn!: LocalDate;

  @Shown({
    ...count,
    description: 'Tenants who will be suspended on this day if nothing more is declared',
  })
  tenants!: number;

  @Shown({ ...count, description: 'Tenants whose suspension is on record and in force' })
  suspended!: number;

  @Shown({ ...count, description: 'Tenants who were declared after their suspension' })
  regularised!: number;

  @Shown({ ...count, description: 'Landlords of the tenants who will be suspended' })
  landlords!: number;

  @Shown({ ...day, nullable: true, description: 'The day of the next reminders' })
  nextReminderOn!: LocalDate | null;

  @Shown({ type: [LandlordForecastView] })
  items!: LandlordForecastView[];

  @Shown({ type: String, nullable: true, description: 'Cursor of the next page' })
  next!: string | null;
}
