import { ApiExtraModels, getSchemaPath } from '@nestjs/swagger';

import { Shown } from '@passerelle/http';
import type { LocalDate } from '@passerelle/kernel';

import { CHANNELS, type Channel } from '../campaigns/campaign.js';
import { LANDLORD_KINDS, type LandlordKind } from '../landlords/landlord.js';
import { type CampaignCounts, type ChannelRate, progressOf, type Rates } from './progress.js';

const day = { type: String, format: 'date' } as const;
const count = { type: 'integer' } as const;
const percent = {
  type: String,
  nullable: true,
  pattern: '^\\d{1,3}\\.\\d{2}$',
  example: '71.28',
} as const;

export class RatesView implements Rates {
  @Shown({ ...count, description: 'Tenants with an open right on this day and a July rent due' })
  expected!: number;

  @Shown({ ...count, description: 'Tenants declared by landlords in Mon compte partenaire' })
  declaredOnline!: number;

  @Shown({ ...count, description: 'Tenants declared by any channel' })
  declaredTotal!: number;

  @Shown({
    ...percent,
    description: 'In per cent with two decimals, half rounded up; null when nobody is expected',
  })
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

/** An object with one view for each key. */
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

  @Shown({
    type: String,
    format: 'date-time',
    description: 'The instant at which the figures were counted',
  })
  snapshotAt!: string;

  @Shown({ description: 'Whether the figures are frozen, with their denominator' })
  frozen!: boolean;
}

export class DayView extends RatesView {
  @Shown(day)
  day!: LocalDate;
}

export class DaysView {
  @Shown({ type: [DayView], description: 'Every day with the totals up to this day' })
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
