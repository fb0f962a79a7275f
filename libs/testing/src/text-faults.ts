import type { Language, Localized } from '@passerelle/kernel';

/** What stands between quotation marks or backticks is a name of the interface: `« errors »`, `"captcha"`. */
const QUOTED = /«[^»]*»|“[^”]*”|"[^"]*"|`[^`]*`/g;
const ADDRESS = /https?:\/\/\S+|\S+@\S+|\/[a-z]\S*/g;

/** French institutions and benefits keep their names in English texts. */
const FRENCH_NAMES =
  /commission de recours amiable|conseil départemental|Défenseur des droits|Mon compte partenaire|code de la [\p{L} ]+/giu;

/** Frequent words that the other language does not have. */
const FOREIGN: Readonly<Record<Language, RegExp>> = {
  fr: /(?<![\p{L}’'-])(?:the|of|and|is|are|was|with|not|this|that|must|has|been|your|you|from|which|by|to|it)(?![\p{L}’'-])/iu,
  en: /(?<![\p{L}’'-])(?:le|la|les|des|du|une|est|sont|pour|dans|avec|cette|votre|vous|qui|aux|ou)(?![\p{L}’'-])/iu,
};

const FORMS = [
  { fault: 'a day that is not in words', form: /(?<!\d)\d{4}-\d{2}-\d{2}(?![\dT])/ },
  { fault: 'a code', form: /(?<![\p{L}\d])\p{Ll}+(?:_[\p{Ll}\d]+)+/u },
  { fault: 'a member name without quotation marks', form: /(?<![\p{L}\d])\p{Ll}{2,}\p{Lu}\p{L}+/u },
  { fault: 'a place without a value', form: /undefined|null|NaN|\[object/ },
] as const;

const NUMBERS: Readonly<Record<Language, RegExp>> = {
  // A number of a version (`6.0.0`) is no decimal.
  fr: /(?<![\d.])\d+\.\d+(?!\d|\.\d)/,
  en: /\d,\d{1,2}(?!\d)/,
};

/**
 * What in a text does not read as the prose of its language: a day such as `2024-03-05`, a code such as
 * `court_seized`, a decimal point in French, a word of the other language.
 *
 * @returns one entry a fault, each with the text; empty for a text without fault
 */
export function textFaults(text: string, language: Language): string[] {
  const prose = text.replaceAll(QUOTED, ' ').replaceAll(ADDRESS, ' ');
  const ownWords = language === 'en' ? prose.replaceAll(FRENCH_NAMES, ' ') : prose;
  const faults: string[] = FORMS.filter(({ form }) => form.test(prose)).map(({ fault }) => fault);
  if (NUMBERS[language].test(prose)) faults.push('a decimal sign of the other language');
  if (FOREIGN[language].test(ownWords)) faults.push('a word of the other language');
  return faults.map((fault) => `${fault}: ${text}`);
}

/** The faults of sentences in both their languages. */
export function sentenceFaults(sentences: readonly Localized[]): string[] {
  return sentences.flatMap(({ fr, en }) => [...textFaults(fr, 'fr'), ...textFaults(en, 'en')]);
}
