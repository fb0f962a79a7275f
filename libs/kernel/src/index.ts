export { Clock, FixedClock, SystemClock } from './clock.js';
export { dayInWords } from './day-in-words.js';
export {
  defineErrors,
  DomainError,
  type ErrorDefinition,
  type ErrorFactory,
  type ErrorKind,
  type ErrorMeta,
  type FieldError,
} from './domain-error.js';
export {
  type AmountDefinition,
  type DayDefinition,
  dayLimitsOf,
  expectationOf,
  type FieldDefinition,
  FILE_NUMBER,
  limitsOf,
  type OneOfDefinition,
  SIRET,
  type TextDefinition,
  type WholeDefinition,
  YEAR,
} from './field-definition.js';
export { FILE_NUMBER_FORM } from './file-number.js';
export { groupBy } from './group-by.js';
export { type Holiday, NATIONAL_HOLIDAYS } from './holidays.js';
export { isId, newId } from './ids.js';
export type { Language, Localized } from './language.js';
export {
  addDays,
  addMonths,
  BUSINESS_TIME_ZONE,
  dayOfWeek,
  daysBetween,
  isLocalDate,
  latest,
  type LocalDate,
  localDate,
  parisDay,
  startOfParisDay,
  yearOf,
} from './local-date.js';
export { centsOfEuros, formatEuros } from './money.js';
export { nameKey, sameSurnames, surnamesKey } from './names.js';
export { nirAsWritten, nirKey, type NirReading, readNir, resemblesNir } from './nir.js';
export { ADDRESS_LINE_LENGTH, endsWithLocality, nameOnEnvelope } from './postal-address.js';
export { fillSentence, inQuotes, type SentenceValues } from './sentence.js';
export { isSiret } from './siret.js';
export { StartError } from './start-error.js';
export { isBlank, isNameText, isOneLine, isVisible, neutralText } from './text.js';
export { NATIONAL_CALENDAR, WorkingCalendar } from './working-calendar.js';
