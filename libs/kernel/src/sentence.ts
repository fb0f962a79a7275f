import { dayInWords } from './day-in-words.js';
import type { Language, Localized } from './language.js';
import { isLocalDate } from './local-date.js';

/** What the places of a sentence hold. A code of an enumeration is given by its words, never as itself. */
type SentenceValue = string | number | boolean | Localized;
export type SentenceValues = Readonly<Record<string, SentenceValue>>;

const NUMBERS = {
  fr: new Intl.NumberFormat('fr-FR', { useGrouping: 'min2', maximumFractionDigits: 10 }),
  en: new Intl.NumberFormat('en-GB', { useGrouping: 'min2', maximumFractionDigits: 10 }),
};

/**
 * Fills the `{name}` places of a sentence, each value in the form of the language: a day in words (`5 mars 2024`),
 * a number with its decimal comma or point (`12 345,5`; four digits stay together, so that a year reads as one).
 * A place without a value stays visible, so that tests see the place.
 */
export function fillSentence(sentence: Localized, values: SentenceValues): Localized {
  return { fr: filled(sentence, values, 'fr'), en: filled(sentence, values, 'en') };
}

/** The names of values that a caller may send, each in the quotation marks of the language. */
export function inQuotes(names: readonly string[]): Localized {
  return {
    fr: names.map((name) => `« ${name} »`).join(', '),
    en: names.map((name) => `"${name}"`).join(', '),
  };
}

function filled(sentence: Localized, values: SentenceValues, language: Language): string {
  return sentence[language].replace(/\{(\w+)\}/g, (place, name: string) => {
    const value = Object.hasOwn(values, name) ? values[name] : undefined;
    return value === undefined ? place : inWords(value, language);
  });
}

function inWords(value: SentenceValue, language: Language): string {
  if (typeof value === 'object') return value[language];
  if (typeof value === 'number') return NUMBERS[language].format(value);
  if (typeof value === 'string' && isLocalDate(value)) return dayInWords(value)[language];
  return String(value);
}
