import type { Language, LocalDate } from '@passerelle/kernel';

/** The words that the pages add to the text of a document. */
export const WORDING = {
  fr: {
    issuedOn: (day: LocalDate) => `Établi le ${longDate(day, 'fr')}`,
    page: (page: number, of: number) => `page ${page}/${of}`,
    noData: 'Aucune donnée',
    barLabel: 'Intitulé',
    barValue: 'Valeur',
  },
  en: {
    issuedOn: (day: LocalDate) => `Issued on ${longDate(day, 'en')}`,
    page: (page: number, of: number) => `page ${page}/${of}`,
    noData: 'No data',
    barLabel: 'Item',
    barValue: 'Value',
  },
} as const;

/** `1er mars 2024`, `2 mars 2024`; `1 March 2024`. */
function longDate(day: LocalDate, language: Language): string {
  const text = new Intl.DateTimeFormat(language === 'fr' ? 'fr-FR' : 'en-GB', {
    dateStyle: 'long',
    timeZone: 'UTC',
  }).format(noonOf(day));
  return language === 'fr' ? text.replace(/^1 /, '1er ') : text;
}

/** An instant that falls on this day in every French territory from Guadeloupe to La Réunion, and in UTC. */
export function noonOf(day: LocalDate): Date {
  return new Date(`${day}T12:00:00Z`);
}
