import { type LocalDate, localDate } from '@passerelle/kernel';

/** The life of a campaign (domain § 2.5); the days are the last ones on which something still counts. */
export interface CampaignDates {
  /** The year whose July rent is declared. */
  readonly referenceYear: number;
  readonly opensOn: LocalDate;
  /** From this day on the aid of tenants without a declaration is suspended. */
  readonly suspensionOn: LocalDate;
  /** The last day of declaring. */
  readonly closesOn: LocalDate;
  /** The last day of corrections, and of declarations recorded by the Caf itself. */
  readonly correctionEndsOn: LocalDate;
}

export const CHANNELS = ['online', 'exchange', 'paper'] as const;
export type Channel = (typeof CHANNELS)[number];

/** July of the reference year: the month whose rent counts (R823-6 CCH). */
export function referenceMonth(referenceYear: number): { first: LocalDate; last: LocalDate } {
  return {
    first: localDate(`${String(referenceYear)}-07-01`),
    last: localDate(`${String(referenceYear)}-07-31`),
  };
}

/** The July rent becomes the base of the aid on 1 January of the next year (R823-6 CCH). */
export function baseChangesOn(referenceYear: number): LocalDate {
  return localDate(`${String(referenceYear + 1)}-01-01`);
}

export type CampaignFault = 'opens_before_july' | 'dates_out_of_order';

export function campaignFault(dates: CampaignDates): CampaignFault | null {
  const { opensOn, suspensionOn, closesOn, correctionEndsOn } = dates;
  if (opensOn < referenceMonth(dates.referenceYear).first) return 'opens_before_july';
  const inOrder =
    opensOn < suspensionOn && suspensionOn <= closesOn && closesOn <= correctionEndsOn;
  return inOrder ? null : 'dates_out_of_order';
}

/** Whether a line may be declared on a day. What comes on paper after the close regularises (§ 2.6). */
export function declaringOpen(
  dates: CampaignDates,
  channel: Channel,
  day: LocalDate,
): 'open' | 'not_yet' | 'over' {
  if (day < dates.opensOn) return 'not_yet';
  const last = channel === 'paper' ? dates.correctionEndsOn : dates.closesOn;
  return day <= last ? 'open' : 'over';
}

/** Corrections go on when declaring is over. */
export function correctingOpen(dates: CampaignDates, day: LocalDate): boolean {
  return day >= dates.opensOn && day <= dates.correctionEndsOn;
}
