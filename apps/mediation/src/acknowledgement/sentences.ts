import { fillSentence, type LocalDate, type Localized } from '@passerelle/kernel';

/** The sentence with its days in words; no sentence where one of its days is not known. */
export function withDays(
  sentence: Localized,
  days: Readonly<Record<string, LocalDate | null>>,
): readonly Localized[] {
  const known = Object.entries(days).flatMap(([name, day]) =>
    day === null ? [] : [[name, day] as const],
  );
  return known.length < Object.keys(days).length
    ? []
    : [fillSentence(sentence, Object.fromEntries(known))];
}

/** The singular and the plural in each language. */
interface Noun {
  readonly fr: readonly [string, string];
  readonly en: readonly [string, string];
}

export const DAYS: Noun = { fr: ['jour', 'jours'], en: ['day', 'days'] };
export const MONTHS: Noun = { fr: ['mois', 'mois'], en: ['month', 'months'] };

/** French uses the singular below 2. */
export function counted(count: number, { fr, en }: Noun): Localized {
  return {
    fr: `${String(count)} ${fr[count < 2 ? 0 : 1]}`,
    en: `${String(count)} ${en[count === 1 ? 0 : 1]}`,
  };
}
