import { Shown } from '@passerelle/http';
import type { LocalDate } from '@passerelle/kernel';

import { LANDLORD_KINDS, type LandlordKind } from '../campaigns/campaign.js';

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
}

export class ForecastView {
  @Shown(count)
  referenceYear!: number;

  @Shown(day)
  suspensionOn!: LocalDate;

  @Shown({ ...count, description: 'Tenants who will be suspended then, as things stand' })
  tenants!: number;

  @Shown({ ...count, description: 'Their landlords' })
  landlords!: number;

  @Shown({ ...day, nullable: true, description: 'When landlords are reminded next' })
  nextReminderOn!: LocalDate | null;

  @Shown({ type: [LandlordForecastView] })
  items!: LandlordForecastView[];

  @Shown({ type: String, nullable: true, description: 'Cursor of the next page' })
  next!: string | null;
}
