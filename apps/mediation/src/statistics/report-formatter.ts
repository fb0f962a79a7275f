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
    return fillSentence(sentence, values)[this.language];
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
    return `${this.numbers.format(count)} ${this.unitOf(count, noun)}`;
  }

  /** A number of days; a null is hidden, or means that there is no case. */
  days(days: number | null, isHidden: boolean): string {
    if (days === null) return isHidden ? this.hidden() : NONE;
    return `${this.numbers.format(days)}\u00a0${this.unitOf(days, DAY)}`;
  }

  /** @throws RangeError when the part exceeds the whole: such a share counts two different things */
  share(part: number | null, whole: number | null): string {
    if (part === null || whole === null || whole === 0) return NONE;
    if (part > whole) throw new RangeError(`a share of ${String(part)} in ${String(whole)}`);
    return this.shares.format(part / whole);
  }

  /** The difference of two counts, with its share of the first; hidden with either of them. */
  countChange(before: number | null, now: number | null): string {
    if (before === null || now === null) return this.hidden();
    if (before === now) return this.unchanged();
    const relative = before === 0 ? '' : ` (${this.signed((now - before) / before, this.shares)})`;
    return `${this.signed(now - before, this.numbers)}${relative}`;
  }

  /** The difference of two numbers of days; a year without an opened case has none. */
  daysChange(before: number | null, now: number | null): string {
    if (before === null || now === null) return NONE;
    const change = Math.round((now - before) * 100) / 100;
    if (change === 0) return this.unchanged();
    return `${this.signed(change, this.numbers)}\u00a0${this.unitOf(change, DAY)}`;
  }

  /** The difference of two shares, in points. */
  shareChange(before: Fraction, now: Fraction): string {
    const shares = [before, now].map(([part, whole]) =>
      part === null || whole === null ? null : whole === 0 ? Number.NaN : part / whole,
    );
    const [a = null, b = null] = shares;
    if (a === null || b === null) return this.hidden();
    if (Number.isNaN(a) || Number.isNaN(b)) return NONE;
    // Rounded as the two shares are printed.
    const points = (Math.round(b * 1_000) - Math.round(a * 1_000)) / 10;
    if (points === 0) return this.unchanged();
    return `${this.signed(points, this.numbers)}\u00a0${this.unitOf(points, POINT)}`;
  }

  euros(cents: number | null): string {
    return cents === null ? this.hidden() : formatEuros(cents, this.language);
  }

  hidden(): string {
    return this.text({ fr: 'masqué', en: 'hidden' });
  }

  private unchanged(): string {
    return this.text({ fr: 'inchangé', en: 'unchanged' });
  }

  /** A difference with its sign; the minus is the one of typography. */
  private signed(change: number, form: Intl.NumberFormat): string {
    return `${change < 0 ? '\u2212' : '+'}${form.format(Math.abs(change))}`;
  }

  /** The noun in the number of a quantity. French uses the singular below 2. */
  private unitOf(quantity: number, noun: Noun): string {
    const size = Math.abs(quantity);
    const isOne = this.language === 'fr' ? size < 2 : size === 1;
    return noun[this.language][isOne ? 0 : 1];
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

const DAY: Noun = { fr: ['jour', 'jours'], en: ['day', 'days'] };
const POINT: Noun = { fr: ['point', 'points'], en: ['point', 'points'] };

export const CASES: Noun = { fr: ['saisine', 'saisines'], en: ['case', 'cases'] };
export const MEDIATIONS: Noun = {
  fr: ['médiation', 'médiations'],
  en: ['mediation', 'mediations'],
};

/** A part and its whole; null where hidden. */
type Fraction = readonly [part: number | null, whole: number | null];

/** The sign in a cell that has nothing to count. */
export const NONE = '–';
