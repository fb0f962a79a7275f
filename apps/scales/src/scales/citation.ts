import { isLocalDate, type LocalDate } from '@passerelle/kernel';

import { MONTHS_FR } from './uprating.js';

const MONTHS = MONTHS_FR.map(withoutAccents);

/** Not the days from which a text holds: `au 1er avril 2027`, `à compter du 01/09/2025`. */
const IN_FIGURES = /(?<!\d|\bau |\bcompter du )(\d{1,2})\/(\d{1,2})\/(\d{4})(?!\d)/g;
const IN_WORDS = new RegExp(
  `(?<!\\d|\\bau |\\bcompter du )(\\d{1,2})(?:er)? (${MONTHS.join('|')}) (\\d{4})`,
  'gi',
);
const ISO = /(?<!\d)\d{4}-\d{2}-\d{2}(?!\d)/g;
/** `Décret 2015-611`, `Décret n° 2024-396`, `DSS/2B/2024/43`: the number of a text begins with its year. */
const NUMBERED = /(?:decret|loi|ordonnance)(?: n[°o])? ?(\d{4})-\d|\/(\d{4})\/\d/gi;

/** The days that a reference names, as texts are dated: `05/09/2025`, `29 juillet 2022`, `2024-04-29`. */
function daysNamedIn(reference: string): LocalDate[] {
  const days = [
    ...[...reference.matchAll(IN_FIGURES)].map(([, day, month, year]) => iso(year, month, day)),
    ...[...reference.matchAll(IN_WORDS)].map(([, day, month, year]) =>
      iso(year, MONTHS.indexOf(month?.toLowerCase() ?? '') + 1, day),
    ),
    ...[...reference.matchAll(ISO)].map(([day]) => day),
  ];
  return days.filter(isLocalDate);
}

/** Sources drop the accents of `décret`, `août` and `décembre`. */
function withoutAccents(text: string): string {
  return text.normalize('NFD').replace(/\p{M}/gu, '');
}

function iso(year = '', month: string | number = '', day = ''): string {
  return `${year}-${String(month).padStart(2, '0')}-${day.padStart(2, '0')}`;
}

/**
 * What a reference names that is later than a day: a day, or the year of a numbered text. No text can have set
 * a value that was published before it (domain S1.7). Undefined when there is none.
 */
export function citedAfter(reference: string, publishedOn: LocalDate): string | undefined {
  const plain = withoutAccents(reference);
  const later = daysNamedIn(plain).find((day) => day > publishedOn);
  if (later !== undefined) return later;
  return [...plain.matchAll(NUMBERED)]
    .map(([, ofLaw, ofCircular]) => ofLaw ?? ofCircular ?? '')
    .find((year) => year > publishedOn.slice(0, 4));
}
