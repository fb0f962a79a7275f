import type { LocalDate } from '@passerelle/kernel';

import {
  baseChangesOn,
  type CampaignDates,
  type Channel,
  declaringOpen,
  referenceMonthStart,
} from '../campaigns/campaign.js';
import type { ExpectedTenancy } from '../roster/expected-tenancy.js';
import type { TenantStatus } from '../tenancies/tenancy.js';
import type { LineCode } from './line-codes.js';

/** What a landlord declares for one tenant, one dwelling and one July (domain R3). */
export interface RentLine {
  readonly fileNumber: string;
  readonly lastName: string;
  readonly birthDate: LocalDate | null;
  readonly landlordSiret: string;
  readonly dwellingRef: string;
  readonly referenceYear: number;
  /** The July rent of the whole dwelling, without charges (R823-6 CCH; domain R3.3). */
  readonly rentCents: number;
  readonly chargesCents: number | null;
  readonly sharedTenancy: boolean;
  readonly tenantShareCents: number | null;
  /** The tenants of the dwelling, with this tenant. */
  readonly cotenants: number | null;
  readonly tenantStatus: TenantStatus;
  readonly statusOn: LocalDate | null;
  readonly arrearsCents: number | null;
  readonly arrearsSince: LocalDate | null;
}

export type LineField = Exclude<keyof RentLine, 'tenantStatus'> | 'status' | 'rent' | 'declaredOn';

export interface LineFault {
  readonly field: LineField | null;
  readonly code: LineCode;
}

/** When a line reached the Caf, and by which channel. */
export interface Arrival {
  readonly campaign: CampaignDates;
  readonly channel: Channel;
  readonly today: LocalDate;
}

type Moment = Pick<Arrival, 'campaign' | 'today'>;

/** A higher monthly rent is a typing error, or a sum in cents multiplied by 100. */
const MAX_RENT_CENTS = 10_000_000;

const DATED: readonly TenantStatus[] = ['departed', 'deceased', 'management_end'];

/** The hard checks of a line that need nothing but the line and the campaign (domain R3.6). */
export function lineFaults(line: RentLine, moment: Moment): LineFault[] {
  const faults: LineFault[] = [];
  const refuse = (field: LineField | null, code: LineCode): number => faults.push({ field, code });
  if (line.referenceYear !== moment.campaign.referenceYear) refuse('referenceYear', 'wrong-year');
  if (line.rentCents > MAX_RENT_CENTS) refuse('rentCents', 'amount-too-large');
  if ((line.chargesCents ?? 0) > MAX_RENT_CENTS) refuse('chargesCents', 'amount-too-large');
  shareFaults(line, refuse);
  statusFaults(line, moment, refuse);
  arrearsFaults(line, moment, refuse);
  return faults;
}

type Refuse = (field: LineField | null, code: LineCode) => void;

function shareFaults(line: RentLine, refuse: Refuse): void {
  const { sharedTenancy, tenantShareCents, cotenants, rentCents } = line;
  if (!sharedTenancy) {
    if (tenantShareCents !== null && tenantShareCents !== rentCents) {
      refuse('tenantShareCents', 'share-without-sharing');
    }
    if (cotenants !== null && cotenants > 1) refuse('cotenants', 'share-without-sharing');
    return;
  }
  if (tenantShareCents === null) refuse('tenantShareCents', 'share-required');
  else if (tenantShareCents > rentCents) refuse('tenantShareCents', 'share-above-rent');
  if (cotenants !== null && cotenants < 2) refuse('cotenants', 'too-few-cotenants');
}

function statusFaults(line: RentLine, { today, campaign }: Moment, refuse: Refuse): void {
  const { tenantStatus, statusOn } = line;
  if (statusOn === null) {
    if (DATED.includes(tenantStatus)) refuse('statusOn', 'status-date-required');
    return;
  }
  if (!DATED.includes(tenantStatus)) refuse('statusOn', 'status-date-unexpected');
  else if (statusOn > today) refuse('statusOn', 'date-in-future');
  // A tenant who left before July owes no July rent: the landlord reports the event instead.
  else if (statusOn < referenceMonthStart(campaign.referenceYear)) {
    refuse('statusOn', 'ended-before-july');
  }
}

function arrearsFaults(line: RentLine, { today }: Moment, refuse: Refuse): void {
  const { arrearsCents, arrearsSince } = line;
  const owes = arrearsCents !== null && arrearsCents > 0;
  if (owes && arrearsSince === null) refuse('arrearsSince', 'arrears-date-required');
  if (!owes && arrearsSince !== null) refuse('arrearsCents', 'arrears-amount-required');
  if (arrearsSince !== null && arrearsSince > today) refuse('arrearsSince', 'date-in-future');
}

/** The hard checks of the day of declaring. */
export function arrivalFaults(
  { campaign, channel, today }: Arrival,
  declaredOn: LocalDate,
): readonly LineFault[] {
  if (declaredOn > today) return [{ field: 'declaredOn', code: 'date-in-future' }];
  const open = declaringOpen(campaign, channel, declaredOn) === 'open';
  return open ? [] : [{ field: 'declaredOn', code: 'outside-campaign' }];
}

/** The hard checks of a line against its entry in the roster. */
export function tenancyFaults(line: RentLine, expected: ExpectedTenancy): LineFault[] {
  const { statusOn } = line;
  const { leaseStartsOn } = expected;
  return statusOn !== null && leaseStartsOn !== null && statusOn < leaseStartsOn
    ? [{ field: 'statusOn', code: 'before-lease' }]
    : [];
}

/** The thresholds of the soft checks. No text sets them (domain R3.7), so they are settings. */
export interface Thresholds {
  readonly rentChangePercent: number;
  readonly ceilingFactor: number;
  readonly chargesToleranceCents: number;
  readonly sameRentLines: number;
}

export const ANOMALIES = [
  'rent-zero',
  'rent-change',
  'rent-above-ceiling',
  'rent-with-charges',
  'charges-below-euro',
  'same-rent',
  'name-mismatch',
  'birth-date-mismatch',
] as const satisfies readonly LineCode[];
export type Anomaly = (typeof ANOMALIES)[number];

export const FIELD_OF_ANOMALY: Readonly<Record<Anomaly, LineField>> = {
  'rent-zero': 'rentCents',
  'rent-change': 'rentCents',
  'rent-above-ceiling': 'rentCents',
  'rent-with-charges': 'rentCents',
  'charges-below-euro': 'chargesCents',
  'same-rent': 'rentCents',
  'name-mismatch': 'lastName',
  'birth-date-mismatch': 'birthDate',
};

/** The lines of one landlord that arrived together. */
export interface LandlordLines {
  readonly lines: number;
  readonly sameRent: boolean;
}

/**
 * The soft checks (domain R3.7), in the order of `ANOMALIES`: a person confirms or withdraws the line.
 * `DeclarationsImportRepository.merge` does the same checks for a chunk of a file in one statement.
 */
export function anomaliesOf(
  line: Pick<RentLine, 'rentCents' | 'chargesCents' | 'birthDate'> & { readonly nameKey: string },
  expected: ExpectedTenancy,
  landlordLines: LandlordLines,
  thresholds: Thresholds,
): Anomaly[] {
  const { rentCents, chargesCents, birthDate, nameKey } = line;
  const { previousRentCents, previousChargesCents, ceilingCents } = expected;
  const charges = chargesCents ?? previousChargesCents ?? 0;
  const previous = previousRentCents ?? 0;
  const found: Readonly<Record<Anomaly, boolean>> = {
    'rent-zero': rentCents === 0,
    'rent-change':
      previous > 0 &&
      Math.abs(rentCents - previous) * 100 > previous * thresholds.rentChangePercent,
    'rent-above-ceiling':
      ceilingCents !== null && rentCents > ceilingCents * thresholds.ceilingFactor,
    'rent-with-charges':
      previous > 0 &&
      charges > thresholds.chargesToleranceCents &&
      Math.abs(rentCents - previous - charges) <= thresholds.chargesToleranceCents,
    // Euros in the place of cents. No dwelling has so little: no threshold is needed.
    'charges-below-euro': chargesCents !== null && chargesCents > 0 && chargesCents < 100,
    'same-rent': landlordLines.sameRent && landlordLines.lines >= thresholds.sameRentLines,
    'name-mismatch': nameKey !== expected.nameKey,
    'birth-date-mismatch':
      birthDate !== null && expected.birthDate !== null && birthDate !== expected.birthDate,
  };
  return ANOMALIES.filter((anomaly) => found[anomaly]);
}

/** Whether a line of a day rectifies: it changes a base that already counts (domain R5.4, R6.1). */
export function rectifies(referenceYear: number, declaredOn: LocalDate): boolean {
  return declaredOn >= baseChangesOn(referenceYear);
}
