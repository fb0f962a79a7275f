import { dayLimitsOf, type LocalDate } from '@passerelle/kernel';

import { FIRST_SCALE_DAY, type Series } from './scale.js';

/** The reads that come all day long: the list, a scale, or one of its values; today or on a day; as JSON. */
export interface PlainRead {
  /** Undefined for the list of all scales. */
  readonly code: string | undefined;
  /** Undefined for the whole scale. */
  readonly series: { readonly kind: Series['kind']; readonly key: string } | undefined;
  readonly on: LocalDate | undefined;
}

const FORM =
  /^\/scales\/v1\/scales(?:\/([a-z-]+)(?:\/(parameter|table)s\/([a-z0-9_]+))?)?(?:\?on=(\d{4})-(\d\d)-(\d\d))?$/;
const { min, max } = dayLimitsOf({ type: 'day', min: FIRST_SCALE_DAY });
const DAYS = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

/** Undefined for everything else, faulty addresses included: those go the ordinary way. */
export function plainRead(url: string): PlainRead | undefined {
  const found = FORM.exec(url);
  if (!found) return undefined;
  const [, code, kind, key, year, month, day] = found;
  const series = key === undefined ? undefined : { kind: kind as Series['kind'], key };
  if (year === undefined) return { code, series, on: undefined };
  if (!exists(Number(year), Number(month), Number(day))) return undefined;
  const on = url.slice(-10) as LocalDate;
  return on < min || on > max ? undefined : { code, series, on };
}

function exists(year: number, month: number, day: number): boolean {
  const leap = month === 2 && year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);
  return year > 0 && day >= 1 && day <= (DAYS[month - 1] ?? 0) + (leap ? 1 : 0);
}
