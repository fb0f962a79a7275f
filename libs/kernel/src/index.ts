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
  fillSentence,
  type Language,
  type Localized,
} from './domain-error.js';
export { fillLocalized } from './fill-localized.js';
export {
  type AmountDefinition,
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
export { isId, newId } from './ids.js';
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
export { nirKey, type NirReading, readNir, resemblesNir } from './nir.js';
export { isSiret } from './siret.js';
export { isBlank } from './text.js';
export { isWorkingDay, nextWorkingDay, publicHolidays } from './working-days.js';
