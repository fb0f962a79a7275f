import { ApiExtraModels, getSchemaPath } from '@nestjs/swagger';

import { Day, Shown } from '@passerelle/http';
import type { LocalDate } from '@passerelle/kernel';

import { CHANNELS, type Channel } from '../campaigns/campaign.js';
import type { CampaignCounts, ChannelRate, Rates } from './progress.js';
import { progressOf } from './progress.js';
import { LANDLORD_KINDS, type LandlordKind } from '../landlords/landlord.js';

export class ProgressQuery {
  @Day({ optional: true, description: 'Today by default; a day with a snapshot shows that' })
  on?: LocalDate;
}

export class DaysQuery {
  @Day({ optional: true, description: 'By default the opening of the campaign' })
  from?: LocalDate;

  @Day({ optional: true, description: 'By default today, or the end of corrections' })
  to?: LocalDate;
}

export class TakeSnapshot {
  @Day({ optional: true, description: 'Today by default' })
  on?: LocalDate;
}

const day = { type: String, format: 'date' } as const;
const count = { type: 'integer' } as const;
const percent = {
  type: String,
  nullable: true,
  pattern: '^\\d{1,3}\\.\\d{2}$',
  example: '71.28',
} as const;

export class RatesView implements Rates {
  @Shown({ ...count, description: 'Tenants with a right open on that day and a July rent due' })
  expected!: number;

  @Shown({ ...count, description: 'By landlords in Mon compte partenaire' })
  declaredOnline!: number;

  @Shown({ ...count, description: 'By any channel' })
  declaredTotal!: number;

  @Shown({ ...percent, description: 'In per cent, two decimals, half up; null of nobody' })
  onlineRate!: string | null;

  @Shown(percent)
  totalRate!: string | null;
}

export class ChannelRateView implements ChannelRate {
  @Shown(count)
  declared!: number;

  @Shown(percent)
  rate!: string | null;
}

/** A view for each of a vocabulary. */
function Each(keys: readonly string[], view: new () => object): PropertyDecorator {
  return Shown({
    type: 'object',
    required: [...keys],
    properties: Object.fromEntries(
      keys.map((key) => [key, { allOf: [{ $ref: getSchemaPath(view) }] }]),
    ),
  });
}

@ApiExtraModels(RatesView, ChannelRateView)
export class ProgressView extends RatesView {
  @Shown(count)
  referenceYear!: number;

  @Shown(day)
  on!: LocalDate;

  @Shown({ ...count, description: 'Lines that wait for a confirmation' })
  toConfirm!: number;

  @Each(CHANNELS, ChannelRateView)
  byChannel!: Readonly<Record<Channel, ChannelRateView>>;

  @Each(LANDLORD_KINDS, RatesView)
  byLandlordKind!: Readonly<Record<LandlordKind, RatesView>>;

  @Shown({ type: String, format: 'date-time', description: 'When these figures were counted' })
  snapshotAt!: string;

  @Shown({ description: 'Whether they are frozen, the denominator with them' })
  frozen!: boolean;
}

export class DayView extends RatesView {
  @Shown(day)
  day!: LocalDate;
}

export class DaysView {
  @Shown({ type: [DayView], description: 'Every day with its running totals' })
  items!: DayView[];
}

export class PublicRatesView {
  @Shown(count)
  referenceYear!: number;

  @Shown(day)
  on!: LocalDate;

  @Shown(percent)
  onlineRate!: string | null;

  @Shown(percent)
  totalRate!: string | null;
}

export class PublicRatesListView {
  @Shown({ type: [PublicRatesView], description: 'The last frozen rates of each campaign' })
  items!: PublicRatesView[];
}

export interface Counted {
  readonly referenceYear: number;
  readonly on: LocalDate;
  readonly counts: CampaignCounts;
  readonly at: Date;
  readonly frozen: boolean;
}

export function progressView({ referenceYear, on, counts, at, frozen }: Counted): ProgressView {
  return { referenceYear, on, ...progressOf(counts), snapshotAt: at.toISOString(), frozen };
}
