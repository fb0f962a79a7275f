import {
  BUSINESS_TIME_ZONE,
  dayInWords as dayInBothLanguages,
  type Language,
  localDate,
  parisDay,
} from '@passerelle/kernel';

const TIME = new Intl.DateTimeFormat('en-GB', {
  hour: '2-digit',
  minute: '2-digit',
  hourCycle: 'h23',
  timeZone: BUSINESS_TIME_ZONE,
});

/** `1er mars 2024`, `1 March 2024`. */
export function dayInWords(day: string, language: Language): string {
  return dayInBothLanguages(localDate(day))[language];
}

/** An instant as a person in Paris reads it: `28 mars 2024 à 11 h 15`, `28 March 2024 at 11:15 (Paris time)`. */
export function instantInWords(instant: string, language: Language): string {
  const [hour, minute] = timeOf(instant);
  const day = dayInWords(parisDay(new Date(instant)), language);
  return language === 'fr'
    ? `${day} à ${String(Number(hour))}\u00a0h\u00a0${minute}`
    : `${day} at ${hour}:${minute} (Paris time)`;
}

/** The same in few characters: `28/03/2024 à 11h15`, `28/03/2024 11:15 Paris time`. */
export function instantInShort(instant: string, language: Language): string {
  const [hour, minute] = timeOf(instant);
  const day = dayInShort(parisDay(new Date(instant)));
  return language === 'fr'
    ? `${day} à ${String(Number(hour))}h${minute}`
    : `${day} ${hour}:${minute} Paris time`;
}

/** `28/03/2024` */
export function dayInShort(day: string): string {
  const [year, month, date] = day.split('-');
  return `${date ?? ''}/${month ?? ''}/${year ?? ''}`;
}

function timeOf(instant: string): readonly [string, string] {
  const [hour = '', minute = ''] = TIME.format(new Date(instant)).split(':');
  return [hour, minute];
}
