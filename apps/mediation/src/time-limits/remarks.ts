import { fillSentence, type LocalDate, type Localized } from '@passerelle/kernel';

import type { LastDayRule } from './last-day.js';
import type { TimeLimit } from './time-limits.js';

const MONTHS: Localized = {
  fr: 'Le délai de {months} mois pour former ce recours n’est pas vérifié : la voie et le délai imprimés sur la décision prévalent.',
  en: 'The limit of {months} months for this remedy is not verified: the remedy and the limit printed on the decision prevail.',
};

const SILENCE: Localized = {
  fr: 'La durée du silence qui vaut rejet de ce recours n’est pas vérifiée.',
  en: 'The length of the silence that counts as a rejection of this remedy is not verified.',
};

const COURT: Localized = {
  fr: 'Le tribunal compétent ensuite, et le délai pour le saisir, ne sont pas vérifiés.',
  en: 'The court that comes next, and the limit to bring an action before it, are not verified.',
};

const FRANC_NOT_COUNTED: Localized = {
  fr: 'Devant le juge administratif, le délai pourrait compter un jour de plus (délai franc) : ce point n’est pas vérifié, et ce jour n’est pas compté.',
  en: 'Before the administrative judge the limit may have one more day (délai franc): this is not verified, and the day is not counted.',
};

const FRANC_COUNTED: Localized = {
  fr: 'Le délai compte un jour de plus (délai franc devant le juge administratif) : ce point n’est pas vérifié.',
  en: 'The limit has one more day (délai franc before the administrative judge): this is not verified.',
};

const ROLLED: Localized = {
  fr: 'Le {counted} n’est pas un jour ouvrable : le délai va jusqu’au {rolled} (article 642 du code de procédure civile). Le service juridique confirme cette règle pour chaque recours.',
  en: '{counted} is not a working day: the limit runs until {rolled} (article 642 of the French code of civil procedure). The legal service confirms this rule for each remedy.',
};

/**
 * What a person has to know who reads a time limit: each value that is not verified, in words. Every text and every
 * answer that shows a value of the row shows these sentences with it.
 *
 * @param rule how the last day of this remedy is counted in this Caf
 */
export function remarksOn(limit: TimeLimit, rule: LastDayRule): readonly Localized[] {
  const { months, monthsTrust, silenceTrust, nextCourt, nextCourtTrust } = limit;
  return [
    ...(monthsTrust === 'unverified' ? [fillSentence(MONTHS, { months })] : []),
    ...(silenceTrust === 'unverified' ? [SILENCE] : []),
    ...(nextCourtTrust === 'unverified' ? [COURT] : []),
    ...(nextCourt === 'tribunal_administratif'
      ? [rule.franc ? FRANC_COUNTED : FRANC_NOT_COUNTED]
      : []),
  ];
}

/** Why the last day is not the one that the law counts; nothing where the two are the same day. */
export function remarkOnRolling(counted: LocalDate, rolled: LocalDate): readonly Localized[] {
  return counted === rolled ? [] : [fillSentence(ROLLED, { counted, rolled })];
}
