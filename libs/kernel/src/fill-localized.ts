import { fillSentence, type Localized } from './domain-error.js';

/** What fills a place of a sentence: the same in both languages, or words in each. */
type Filling = string | number | Localized;

/** Replaces each `{name}` of a sentence in both languages; a place without a value stays as it is. */
export function fillLocalized(
  sentence: Localized,
  values: Readonly<Record<string, Filling>>,
): Localized {
  const of = (language: keyof Localized): string =>
    fillSentence(
      sentence[language],
      Object.fromEntries(
        Object.entries(values).map(([name, value]) => [
          name,
          typeof value === 'object' ? value[language] : value,
        ]),
      ),
    );
  return { fr: of('fr'), en: of('en') };
}
