import type { Localized } from './language.js';
import { FILE_NUMBER_FORM } from './file-number.js';
import { fillSentence, inQuotes } from './sentence.js';

/**
 * What the values of a field are: type, limits, unit and description, stated once. A request class, a column of
 * an import, the OpenAPI document and the generated pages follow from the same definition, so a limit cannot
 * differ between a request and a file.
 */
export type FieldDefinition =
  | TextDefinition
  | WholeDefinition
  | AmountDefinition
  | DayDefinition
  | InstantDefinition
  | FlagDefinition
  | OneOfDefinition;

interface Documented {
  readonly description?: string;
  readonly example?: unknown;
}

export interface TextDefinition extends Documented {
  readonly type: 'text';
  /** Characters, surrounding blanks left out. One by default. */
  readonly min?: number;
  readonly max?: number;
  readonly pattern?: RegExp;
  /** What the pattern demands, in words. */
  readonly expects?: Localized;
  /** The code of a refusal, where `text` says too little. */
  readonly code?: string;
  /** Line breaks and tabs are part of the text. */
  readonly multiline?: boolean;
  /** The name of a person or body: `isNameText` holds, because messages greet by it. */
  readonly isName?: boolean;
  /** The text is a number of exactly so many digits, zeros in front included. */
  readonly digits?: number;
  /** Other numbers of people and establishments that are written here by mistake. */
  readonly mistakenFor?: readonly ('nir' | 'siren')[];
}

export interface WholeDefinition extends Documented {
  readonly type: 'whole';
  /** Zero by default. */
  readonly min?: number;
  /** The largest `integer` of PostgreSQL by default. */
  readonly max?: number;
  /** The code of a whole number outside the limits, where `whole-number` says too little. */
  readonly outside?: string;
}

/** An amount of money. Its value is whole cents, whatever the unit in which the amount is written. */
export interface AmountDefinition extends Documented {
  readonly type: 'amount';
  /** `cents`: a whole number. `euros`: text with point or comma, at most two decimals (`512,34`). */
  readonly unit: 'cents' | 'euros';
  /** In cents. Zero by default. */
  readonly min?: number;
  /** In cents. A billion euros by default. */
  readonly max?: number;
  /** The code of an amount above the maximum, where `amount` says too little. */
  readonly tooLarge?: string;
}

/** A `LocalDate`. */
export interface DayDefinition extends Documented {
  readonly type: 'day';
  /** The first day, `EARLIEST_DAY` by default; a day of birth or of a lease may be earlier. */
  readonly min?: string;
  /** The last day, `LATEST_DAY` by default. */
  readonly max?: string;
}

/** An instant of RFC 3339, with its offset. */
interface InstantDefinition extends Documented {
  readonly type: 'instant';
}

interface FlagDefinition extends Documented {
  readonly type: 'flag';
}

export interface OneOfDefinition<V extends string = string> extends Documented {
  readonly type: 'one-of';
  readonly values: readonly V[];
  /** The French words for the values, which a spreadsheet may hold instead. Case and accents do not count. */
  readonly words?: Readonly<Partial<Record<V, readonly string[]>>>;
}

const MAX_WHOLE = 2_147_483_647;
const MAX_CENTS = 100_000_000_000;

/** The limits of a number, with those that apply by default; of an amount in cents. */
export function limitsOf({ type, min = 0, max }: WholeDefinition | AmountDefinition): {
  readonly min: number;
  readonly max: number;
} {
  return { min, max: max ?? (type === 'whole' ? MAX_WHOLE : MAX_CENTS) };
}

/**
 * The days that a record of a Caf can be about, unless its definition says otherwise. Other days are mistakes: a year
 * of three digits, or one typed twice. The rule of the record bounds the day more closely.
 */
const EARLIEST_DAY = '1990-01-01';
const LATEST_DAY = '2100-12-31';

/** The first and the last day that a field accepts. */
export function dayLimitsOf({ min = EARLIEST_DAY, max = LATEST_DAY }: DayDefinition): {
  readonly min: string;
  readonly max: string;
} {
  return { min, max };
}

/** What a value has to be, in words: refusals of requests and the generated pages say it. */
export function expectationOf(definition: FieldDefinition): Localized {
  switch (definition.type) {
    case 'text':
      return definition.expects ?? textExpectation(definition);
    case 'whole': {
      const { min, max } = limitsOf(definition);
      return {
        fr: `un nombre entier de ${String(min)} à ${String(max)}`,
        en: `a whole number from ${String(min)} to ${String(max)}`,
      };
    }
    case 'amount':
      return definition.unit === 'cents'
        ? { fr: 'un montant en centimes entiers', en: 'an amount in whole cents' }
        : { fr: 'un montant en euros, 512,34', en: 'an amount in euros, 512.34' };
    case 'day': {
      const { min, max } = dayLimitsOf(definition);
      return fillSentence(
        {
          fr: 'une date existante, AAAA-MM-JJ, du {min} au {max}',
          en: 'an existing date, YYYY-MM-DD, from {min} to {max}',
        },
        { min, max },
      );
    }
    case 'instant':
      return {
        fr: 'un instant RFC 3339, par exemple 2024-03-28T08:30:00Z',
        en: 'an RFC 3339 instant, for example 2024-03-28T08:30:00Z',
      };
    case 'flag':
      return { fr: 'true ou false', en: 'true or false' };
    case 'one-of':
      return oneOf(inQuotes(definition.values));
  }
}

function oneOf({ fr, en }: Localized): Localized {
  return { fr: `une valeur parmi : ${fr}`, en: `one of: ${en}` };
}

function textExpectation({ min = 1, max }: TextDefinition): Localized {
  return max === undefined
    ? { fr: 'un texte', en: 'a text' }
    : {
        fr: `texte de ${String(min)} à ${String(max)} caractères`,
        en: `text of ${String(min)} to ${String(max)} characters`,
      };
}

/** The number of an allocataire's dossier. */
export const FILE_NUMBER = {
  type: 'text',
  pattern: FILE_NUMBER_FORM,
  code: 'file-number',
  digits: 7,
  mistakenFor: ['nir'],
  expects: { fr: 'un numéro d’allocataire de 7 chiffres', en: 'a file number of 7 digits' },
  example: '0000001',
} as const satisfies TextDefinition;

/** The number of an establishment. Its check digits are a rule of their own: `isSiret`. */
export const SIRET = {
  type: 'text',
  max: 14,
  pattern: /^\d{14}$/,
  digits: 14,
  mistakenFor: ['siren', 'nir'],
  expects: { fr: 'un SIRET de 14 chiffres', en: 'a SIRET of 14 digits' },
} as const satisfies TextDefinition;

/** A year that a record of a Caf can be about. */
export const YEAR = { type: 'whole', min: 2000, max: 2100 } as const satisfies WholeDefinition;
