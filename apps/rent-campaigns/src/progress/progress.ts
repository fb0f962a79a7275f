import { CHANNELS, type Channel } from '../campaigns/campaign.js';
import { LANDLORD_KINDS, type LandlordKind } from '../landlords/landlord.js';
import { rate } from './rates.js';

/** The tenants of one kind of landlord, and how many of them were declared by each channel. */
export interface KindCounts {
  readonly kind: LandlordKind;
  readonly expected: number;
  readonly declared: Readonly<Record<Channel, number>>;
}

/** The frozen content of a snapshot: counts, from which the rates follow. */
export interface CampaignCounts {
  readonly kinds: readonly KindCounts[];
  readonly toConfirm: number;
}

export interface Rates {
  readonly expected: number;
  readonly declaredOnline: number;
  readonly declaredTotal: number;
  /** Two decimals; `null` when nobody is expected. */
  readonly onlineRate: string | null;
  readonly totalRate: string | null;
}

export interface ChannelRate {
  readonly declared: number;
  readonly rate: string | null;
}

export interface Progress extends Rates {
  readonly toConfirm: number;
  readonly byChannel: Readonly<Record<Channel, ChannelRate>>;
  readonly byLandlordKind: Readonly<Record<LandlordKind, Rates>>;
}

/**
 * The rates of a campaign: tenants with an accepted line, divided by the expected tenants (domain R5.8).
 * The online rate counts Mon compte partenaire only: the webinar’s 71.28 % is "sur mon compte partenaire"
 * (domain R5.7), and the computer exchange of large landlords is not the online form (domain R2.1). Exchange
 * and paper count in the total rate.
 */
export function progressOf({ kinds, toConfirm }: CampaignCounts): Progress {
  const byKind = new Map(kinds.map((counts) => [counts.kind, counts]));
  const all = kinds.reduce((sum, counts) => add(sum, counts), NONE);
  return {
    ...ratesOf(all),
    toConfirm,
    byChannel: record(CHANNELS, (channel) => ({
      declared: all.declared[channel],
      rate: rate(all.declared[channel], all.expected),
    })),
    byLandlordKind: record(LANDLORD_KINDS, (kind) => ratesOf(byKind.get(kind) ?? NONE)),
  };
}

type Counts = Pick<KindCounts, 'expected' | 'declared'>;

const NONE: Counts = { expected: 0, declared: { online: 0, exchange: 0, paper: 0 } };

export function ratesOf({ expected, declared }: Counts): Rates {
  const declaredOnline = declared.online;
  const declaredTotal = declared.online + declared.exchange + declared.paper;
  return {
    expected,
    declaredOnline,
    declaredTotal,
    onlineRate: rate(declaredOnline, expected),
    totalRate: rate(declaredTotal, expected),
  };
}

function add(one: Counts, other: Counts): Counts {
  return {
    expected: one.expected + other.expected,
    declared: record(CHANNELS, (channel) => one.declared[channel] + other.declared[channel]),
  };
}

function record<K extends string, V>(keys: readonly K[], valueOf: (key: K) => V): Record<K, V> {
  return Object.fromEntries(keys.map((key) => [key, valueOf(key)])) as Record<K, V>;
}
