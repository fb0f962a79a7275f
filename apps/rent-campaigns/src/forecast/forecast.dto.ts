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

  @Shown({ ...count, description: 'Tenants whose aid is suspended unless they are declared' })
  missing!: number;

  @Shown({ ...count, description: 'Of these, lines that only wait for a confirmation' })
  toConfirm!: number;

  @Shown(count)
  remindersSent!: number;

  @Shown({ type: 'boolean', description: 'Somebody knows how to write to them' })
  hasContact!: boolean;
}

export class ForecastView {
  @Shown(count)
  referenceYear!: number;

  @Shown(day)
  suspensionOn!: LocalDate;

  @Shown({ ...count, description: 'Tenants who will be suspended then, as things stand' })
  tenants!: number;

  @Shown({ ...count, description: 'Tenants whose suspension is on record and in force' })
  suspended!: number;

  @Shown({ ...count, description: 'Tenants who were suspended and declared since' })
  regularised!: number;

  @Shown({ ...count, description: 'Landlords of the tenants who will be' })
  landlords!: number;

  @Shown({ ...day, nullable: true, description: 'When landlords are reminded next' })
  nextReminderOn!: LocalDate | null;

  @Shown({ type: [LandlordForecastView] })
  items!: LandlordForecastView[];

  @Shown({ type: String, nullable: true, description: 'Cursor of the next page' })
  next!: string | null;
}
