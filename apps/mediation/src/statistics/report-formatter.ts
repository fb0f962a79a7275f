import {
  dayInWords,
  fillSentence,
  formatEuros,
  type Language,
  type LocalDate,
  type Localized,
  type SentenceValues,
} from '@passerelle/kernel';

/** Formats the sentences and numbers of a report in one language, and the words that replace a hidden number. */
export class ReportFormatter {
  private readonly numbers: Intl.NumberFormat;
  private readonly shares: Intl.NumberFormat;

  constructor(
    readonly language: Language,
    /** Cells below this number are hidden; null when no cell is hidden. */
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

  text(sentence: Localized, values: SentenceValues = {}): string {
    const filled = fillSentence(sentence, values)[this.language];
    // French puts a space that does not break before these signs.
    return this.language === 'fr' ? filled.replace(/ (?=[:;»])|(?<=«) /g, '\u00a0') : filled;
  }

  day(day: LocalDate): string {
    return this.text(dayInWords(day));
  }

  /** A count, or the words that replace a hidden count. */
  count(count: number | null): string {
    return count === null ? this.hiddenCount() : this.numbers.format(count);
  }

  /** A count with its noun. French uses the singular below 2. */
  counted(count: number, noun: Noun): string {
    const isOne = this.language === 'fr' ? count < 2 : count === 1;
    return `${this.numbers.format(count)} ${noun[this.language][isOne ? 0 : 1]}`;
  }

  /** A number of days; a null is hidden, or means that there is no case. */
  days(days: number | null, isHidden: boolean): string {
    if (days === null) return isHidden ? this.hidden() : NONE;
    const isOne = this.language === 'fr' ? days < 2 : days === 1;
    const unit = isOne ? { fr: 'jour', en: 'day' } : { fr: 'jours', en: 'days' };
    return `${this.numbers.format(days)}\u00a0${this.text(unit)}`;
  }

  /** @throws RangeError when the part exceeds the whole: such a share counts two different things */
  share(part: number | null, whole: number | null): string {
    if (part === null || whole === null || whole === 0) return NONE;
    if (part > whole) throw new RangeError(`a share of ${String(part)} in ${String(whole)}`);
    return this.shares.format(part / whole);
  }

  euros(cents: number | null): string {
    return cents === null ? this.hidden() : formatEuros(cents, this.language);
  }

  hidden(): string {
    return this.text({ fr: 'masqué', en: 'hidden' });
  }

  private hiddenCount(): string {
    const words = { fr: '<\u00a0{threshold} ou masqué', en: '<\u00a0{threshold} or hidden' };
    return this.text(words, { threshold: this.threshold ?? 0 });
  }
}

/** The singular and the plural in each language. */
export interface Noun {
  readonly fr: readonly [string, string];
  readonly en: readonly [string, string];
}

export const CASES: Noun = { fr: ['saisine', 'saisines'], en: ['case', 'cases'] };
export const MEDIATIONS: Noun = {
  fr: ['médiation', 'médiations'],
  en: ['mediation', 'mediations'],
};

/** The sign in a cell that has nothing to count. */
export const NONE = '–';
