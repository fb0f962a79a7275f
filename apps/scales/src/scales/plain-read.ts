import type { LocalDate } from '@passerelle/kernel';

/** The reads that come all day long: a scale or one of its parameters, today or on a day, as JSON. */
export interface PlainRead {
  readonly code: string;
  /** Undefined for the whole scale. */
  readonly key: string | undefined;
  readonly on: LocalDate | undefined;
}

const FORM =
  /^\/scales\/v1\/scales\/([a-z-]+)(?:\/parameters\/([a-z0-9_]+))?(?:\?on=(\d{4})-(\d\d)-(\d\d))?$/;
const DAYS = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

/** Undefined for everything else, faulty addresses included: those go the ordinary way. */
export function plainRead(url: string): PlainRead | undefined {
  const found = FORM.exec(url);
  if (!found) return undefined;
  const [, code = '', key, year, month, day] = found;
  if (year === undefined) return { code, key, on: undefined };
  if (!exists(Number(year), Number(month), Number(day))) return undefined;
  return { code, key, on: url.slice(-10) as LocalDate };
}

function exists(year: number, month: number, day: number): boolean {
  const leap = month === 2 && year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);
  return year > 0 && day >= 1 && day <= (DAYS[month - 1] ?? 0) + (leap ? 1 : 0);
}
