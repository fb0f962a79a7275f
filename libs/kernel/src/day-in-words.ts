import type { Localized } from './language.js';
import type { LocalDate } from './local-date.js';

const WORDS = { dateStyle: 'long', timeZone: 'UTC' } as const;
const FRENCH = new Intl.DateTimeFormat('fr-FR', WORDS);
const ENGLISH = new Intl.DateTimeFormat('en-GB', WORDS);

/** A day as letters to people write it: `1er mars 2024`, `1 March 2024`. */
export function dayInWords(day: LocalDate): Localized {
  const instant = Date.parse(`${day}T00:00:00Z`);
  return { fr: FRENCH.format(instant).replace(/^1 /, '1er '), en: ENGLISH.format(instant) };
}
