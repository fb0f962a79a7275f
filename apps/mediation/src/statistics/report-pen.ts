import {
  type ErrorMeta,
  fillSentence,
  formatEuros,
  type Language,
  type LocalDate,
  type Localized,
} from '@passerelle/kernel';

import { dayInWords } from '../referrals/day-in-words.js';

/** Writes in one language: sentences, numbers, and what stands for a number that is hidden. */
export class Pen {
  private readonly numbers: Intl.NumberFormat;
  private readonly shares: Intl.NumberFormat;

  constructor(
    readonly language: Language,
    /** Cells under this are hidden; null when nothing is. */
    private readonly threshold: number | null,
  ) {
    const locale = language === 'fr' ? 'fr-FR' : 'en-GB';
    this.numbers = new Intl.NumberFormat(locale, { maximumFractionDigits: 2 });
    this.shares = new Intl.NumberFormat(locale, {
      style: 'percent',
      minimumFractionDigits: 1,
      maximumFractionDigits: 1,
    });
  }

  say(sentence: Localized, values: ErrorMeta = {}): string {
    const text = fillSentence(sentence[this.language], values);
    // French signs stay on the line of their word.
    return this.language === 'fr' ? text.replace(/ (?=[:;»])|(?<=«) /g, '\u00a0') : text;
  }

  day(day: LocalDate): string {
    return this.say(dayInWords(day));
  }

  /** A count, or what stands for a hidden one. */
  count(count: number | null): string {
    return count === null ? this.hiddenCount() : this.numbers.format(count);
  }

  /** A count with what it counts. French takes the singular below 2. */
  counted(count: number, noun: Noun): string {
    const isOne = this.language === 'fr' ? count < 2 : count === 1;
    return `${this.numbers.format(count)} ${noun[this.language][isOne ? 0 : 1]}`;
  }

  /** A number of days; null is hidden, or there is none. */
  days(days: number | null, isHidden: boolean): string {
    if (days === null) return isHidden ? this.hidden() : NONE;
    const isOne = this.language === 'fr' ? days < 2 : days === 1;
    const unit = isOne ? { fr: 'jour', en: 'day' } : { fr: 'jours', en: 'days' };
    return `${this.numbers.format(days)}\u00a0${this.say(unit)}`;
  }

  share(part: number | null, whole: number | null): string {
    if (part === null || whole === null || whole === 0) return NONE;
    return this.shares.format(part / whole);
  }

  euros(cents: number | null): string {
    return cents === null ? this.hidden() : formatEuros(cents, this.language);
  }

  hidden(): string {
    return this.say({ fr: 'masqué', en: 'hidden' });
  }

  private hiddenCount(): string {
    const words = { fr: '<\u00a0{threshold} ou masqué', en: '<\u00a0{threshold} or hidden' };
    return this.say(words, { threshold: this.threshold ?? 0 });
  }
}

/** Singular and plural. */
export interface Noun {
  readonly fr: readonly [string, string];
  readonly en: readonly [string, string];
}

export const CASES: Noun = { fr: ['saisine', 'saisines'], en: ['case', 'cases'] };
export const MEDIATIONS: Noun = {
  fr: ['médiation', 'médiations'],
  en: ['mediation', 'mediations'],
};

/** Stands where there is nothing to count. */
export const NONE = '–';
