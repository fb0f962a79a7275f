import { type LocalDate, localDate } from '@passerelle/kernel';

/** The dates of a campaign (domain R5.6). */
export interface CampaignDates {
  /** The year whose July rent is declared. */
  readonly referenceYear: number;
  /** The first day of declaring. */
  readonly opensOn: LocalDate;
  /** From this day on the aid of tenants without a declaration is suspended. */
  readonly suspensionOn: LocalDate;
  /** The last day of declaring. */
  readonly closesOn: LocalDate;
  /** The last day of corrections, and of paper declarations that the Caf records. */
  readonly correctionEndsOn: LocalDate;
}

export const CHANNELS = ['online', 'exchange', 'paper'] as const;
export type Channel = (typeof CHANNELS)[number];

/** The first day of the July whose rent counts (R823-6 CCH; domain R1.1). */
export function referenceMonthStart(referenceYear: number): LocalDate {
  return localDate(`${String(referenceYear)}-07-01`);
}

/** The July rent becomes the base of the aid on 1 January of the next year (R823-6 CCH; domain R5.4). */
export function baseChangesOn(referenceYear: number): LocalDate {
  return localDate(`${String(referenceYear + 1)}-01-01`);
}

export type CampaignFault = 'opens_before_july' | 'dates_out_of_order';

export function campaignFault(dates: CampaignDates): CampaignFault | null {
  const { opensOn, suspensionOn, closesOn, correctionEndsOn } = dates;
  if (opensOn < referenceMonthStart(dates.referenceYear)) return 'opens_before_july';
  const inOrder =
    opensOn < suspensionOn && suspensionOn <= closesOn && closesOn <= correctionEndsOn;
  return inOrder ? null : 'dates_out_of_order';
}

/** Whether a line may be declared on a day. Paper is taken after the close too (domain R6.4). */
export function declaringOpen(
  dates: CampaignDates,
  channel: Channel,
  day: LocalDate,
): 'open' | 'not_yet' | 'over' {
  if (day < dates.opensOn) return 'not_yet';
  const last = channel === 'paper' ? dates.correctionEndsOn : dates.closesOn;
  return day <= last ? 'open' : 'over';
}

/** Whether a declaration may be corrected on a day: corrections end later than declarations. */
export function correctingOpen(dates: CampaignDates, day: LocalDate): boolean {
  return day >= dates.opensOn && day <= dates.correctionEndsOn;
}
