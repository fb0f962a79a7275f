import { applyDecorators } from '@nestjs/common';
import { ApiProperty, type ApiPropertyOptions } from '@nestjs/swagger';
import { Transform, Type } from 'class-transformer';
import { ArrayMaxSize, IsArray, ValidateBy, ValidateIf, ValidateNested } from 'class-validator';

import {
  expectationOf,
  type FieldDefinition,
  FILE_NUMBER,
  inQuotes,
  isId,
  isNameText,
  isOneLine,
  isVisible,
  type Localized,
  SIRET,
  YEAR,
} from '@passerelle/kernel';

import { acceptsValue, refusalCodeOf, schemaOf } from './field-values.js';

/**
 * Options of the decorators for members of request classes. One decorator defines three things about a member: the
 * accepted values, the text of the refusal in both languages, and the schema in the OpenAPI document.
 */
export interface FieldOptions {
  /** The member may be left out. */
  readonly optional?: boolean;
  /** The member may be `null`. */
  readonly nullable?: boolean;
  readonly description?: string;
  readonly example?: unknown;
}

/** The condition on the value of a member, and the code and text of its refusal. */
export interface Check {
  readonly code: string;
  readonly accepts: (value: unknown) => boolean;
  readonly expects: Localized;
}

function field(check: Check, api: ApiPropertyOptions, options: FieldOptions): PropertyDecorator {
  return applyDecorators(documented(api, options), present(options), Checked(check));
}

/** For members that none of the decorators below describes. */
export function Checked({ code, accepts, expects }: Check): PropertyDecorator {
  return ValidateBy(
    { name: code, validator: { validate: accepts } },
    // class-validator passes on the context only if there is also a message.
    { message: code, context: { expects } },
  );
}

function documented(api: ApiPropertyOptions, options: FieldOptions): PropertyDecorator {
  return ApiProperty({
    ...api,
    required: options.optional !== true,
    ...(options.nullable === true ? { nullable: true } : {}),
    ...(options.description === undefined ? {} : { description: options.description }),
    ...(options.example === undefined ? {} : { example: options.example }),
  } as ApiPropertyOptions);
}

/** Swagger recognises a reference to a class that is resolved later only if the function has the name `type`. */
function lazily(type: () => Class): { type: () => Class } {
  return { type: () => type() };
}

/** Skips the checks if the member may be absent or null. Otherwise an absent or null member fails the checks. */
function present(options: FieldOptions): PropertyDecorator {
  return ValidateIf(
    (_, value: unknown) =>
      !(value === undefined && options.optional === true) &&
      !(value === null && options.nullable === true),
  );
}

/** A member whose values are described by a field definition. Columns of files can use the same definition. */
export function Field(definition: FieldDefinition, options: FieldOptions = {}): PropertyDecorator {
  const { description, example } = definition;
  const decorator = field(
    {
      code: refusalCodeOf(definition),
      accepts: (value) => acceptsValue(definition, value),
      expects: expectationOf(definition),
    },
    schemaOf(definition),
    {
      ...(description === undefined ? {} : { description }),
      ...(example === undefined ? {} : { example }),
      ...options,
    },
  );
  if (definition.type !== 'text') return decorator;
  if (definition.multiline === true) return applyDecorators(decorator, Checked(VISIBLE));
  return definition.isName === true
    ? applyDecorators(decorator, Checked(NAME), Checked(ONE_LINE))
    : applyDecorators(decorator, Checked(ONE_LINE));
}

/** Not a text at all is the fault of another check. */
const VISIBLE: Check = {
  code: 'hidden-character',
  accepts: (value) => typeof value !== 'string' || isVisible(value),
  expects: {
    fr: 'un texte sans caractère invisible, ni caractère qui inverse le sens de lecture',
    en: 'a text without invisible characters or characters that turn the direction of reading',
  },
};

const NAME: Check = {
  code: 'name',
  accepts: (value) => typeof value !== 'string' || isNameText(value),
  expects: {
    fr: 'un nom, sans adresse électronique, lien ni caractère invisible',
    en: 'a name, without e-mail address, link or invisible character',
  },
};

/** A text that goes on below its line would stand on an envelope, in a table or a log as two. */
const ONE_LINE: Check = {
  code: 'one-line',
  accepts: (value) =>
    (Array.isArray(value) ? value : [value]).every(
      (text) => typeof text !== 'string' || isOneLine(text),
    ),
  expects: {
    fr: 'un texte sur une seule ligne, sans caractère de contrôle ni caractère invisible',
    en: 'a text on one line, without control or invisible characters',
  },
};

/** Text of `min` to `max` characters. Surrounding blanks do not count towards `min`. */
export function Text({
  min = 1,
  max,
  pattern,
  patternHint,
  multiline,
  ...options
}: FieldOptions & {
  min?: number;
  max: number;
  /** Line breaks and tabs are part of the text. */
  multiline?: boolean;
  pattern?: RegExp;
  patternHint?: Localized;
}): PropertyDecorator {
  return Field({ type: 'text', min, max, pattern, expects: patternHint, multiline }, options);
}

/** The name of a person or body, of up to `max` characters: messages greet by it. */
export function Name({ max, ...options }: FieldOptions & { max: number }): PropertyDecorator {
  return Field({ type: 'text', max, isName: true }, options);
}

export function OneOf(values: readonly string[], options?: FieldOptions): PropertyDecorator {
  return Field({ type: 'one-of', values }, options);
}

/** A calendar day, a `LocalDate` in code. `min` and `max`: where the limits of the kernel do not fit. */
export function Day({
  min,
  max,
  ...options
}: FieldOptions & { min?: string; max?: string } = {}): PropertyDecorator {
  return Field({ type: 'day', min, max }, options);
}

/**
 * For the end of a period: the day or instant must not be before that of another member of the same request, if both
 * are given.
 */
export function NotBefore(start: string): PropertyDecorator {
  return ValidateBy(
    {
      name: 'not-before',
      validator: {
        validate: (end: unknown, context) => {
          const from = (context?.object as Record<string, unknown> | undefined)?.[start];
          if (typeof from !== 'string' || typeof end !== 'string') return true;
          return momentOf(from) <= momentOf(end);
        },
      },
    },
    {
      message: 'not-before',
      context: {
        expects: {
          fr: `une date qui n’est pas antérieure à « ${start} »`,
          en: `a date that is not before "${start}"`,
        },
      },
    },
  );
}

/** Days sort as the instants at which they begin in UTC. A text that is neither has a refusal of its own. */
function momentOf(text: string): number {
  const moment = Date.parse(text);
  return Number.isNaN(moment) ? 0 : moment;
}

/** An RFC 3339 instant with its offset. The value stays a string. */
export function Instant(options?: FieldOptions): PropertyDecorator {
  return Field({ type: 'instant' }, options);
}

export function FileNumber(options?: FieldOptions): PropertyDecorator {
  return Field(FILE_NUMBER, options);
}

/** The number that identifies an establishment: fourteen digits. */
export function Siret(options?: FieldOptions): PropertyDecorator {
  return Field(SIRET, options);
}

export function Year(options?: FieldOptions): PropertyDecorator {
  return Field(YEAR, options);
}

export function Flag(options?: FieldOptions): PropertyDecorator {
  return Field({ type: 'flag' }, options);
}

export function Whole({
  min,
  max,
  ...options
}: FieldOptions & { min?: number; max?: number } = {}): PropertyDecorator {
  return Field({ type: 'whole', min, max }, options);
}

/** An amount in whole cents, up to a billion euros. */
export function Cents({
  min,
  ...options
}: FieldOptions & { min?: number } = {}): PropertyDecorator {
  return Field({ type: 'amount', unit: 'cents', min }, options);
}

export function Id(options: FieldOptions = {}): PropertyDecorator {
  return field(
    {
      code: 'id',
      accepts: isId,
      expects: { fr: 'un identifiant (UUID)', en: 'an identifier (UUID)' },
    },
    { type: 'string', format: 'uuid' },
    options,
  );
}

/** A whole number in a query parameter, which arrives as text. */
export function QueryWhole(
  options: FieldOptions & { min?: number; max?: number } = {},
): PropertyDecorator {
  const toNumber = ({ value }: { value: unknown }): unknown =>
    typeof value === 'string' && /^-?\d{1,15}$/.test(value) ? Number(value) : value;
  return applyDecorators(Transform(toNumber), Whole(options));
}

/** `true` or `false` in a query parameter, which arrives as text. */
export function QueryFlag(options: FieldOptions = {}): PropertyDecorator {
  const toFlag = ({ value }: { value: unknown }): unknown =>
    value === 'true' || value === 'false' ? value === 'true' : value;
  return applyDecorators(Transform(toFlag), Flag(options));
}

type Class = new () => object;

/** An object whose members are declared by the class `type`. */
export function Nested(type: () => Class, options: FieldOptions = {}): PropertyDecorator {
  return applyDecorators(
    documented(lazily(type), options),
    present(options),
    Checked({
      code: 'object',
      accepts: (value) => typeof value === 'object' && value !== null && !Array.isArray(value),
      expects: { fr: 'un objet', en: 'an object' },
    }),
    ValidateNested(),
    Type(type),
  );
}

/** A list of objects whose members are declared by the class `type`. */
export function NestedList(
  type: () => Class,
  options: FieldOptions & { max: number },
): PropertyDecorator {
  const expects: Localized = {
    fr: `une liste d’au plus ${String(options.max)} éléments`,
    en: `a list of at most ${String(options.max)} items`,
  };
  return applyDecorators(
    documented({ ...lazily(type), isArray: true, maxItems: options.max }, options),
    present(options),
    IsArray({ context: { expects } }),
    ArrayMaxSize(options.max, { context: { expects } }),
    ValidateNested({ each: true }),
    Type(type),
  );
}

/** A list of values of a closed set, without repetition. */
export function SomeOf(
  values: readonly string[],
  options: FieldOptions & { min?: number } = {},
): PropertyDecorator {
  const { min = 0 } = options;
  return field(
    {
      code: 'some-of',
      accepts: (value) =>
        Array.isArray(value) &&
        value.length >= min &&
        new Set(value).size === value.length &&
        value.every((item) => typeof item === 'string' && values.includes(item)),
      expects: {
        fr: `une liste de valeurs différentes parmi : ${inQuotes(values).fr}`,
        en: `a list of different values among: ${inQuotes(values).en}`,
      },
    },
    {
      type: 'array',
      items: { type: 'string', enum: [...values] },
      minItems: min,
      uniqueItems: true,
    },
    options,
  );
}

/** A list of short texts of one line, without repetition. */
export function TextList(
  options: FieldOptions & {
    max: number;
    maxLength: number;
    /** The form of each text; `expects` says it in words. */
    pattern?: RegExp;
    expects?: Localized;
  },
): PropertyDecorator {
  const { max, maxLength, pattern } = options;
  const decorator = field(
    {
      code: 'text-list',
      accepts: (value) =>
        Array.isArray(value) &&
        value.length <= max &&
        new Set(value).size === value.length &&
        value.every(
          (item) =>
            typeof item === 'string' &&
            item.trim() !== '' &&
            item.length <= maxLength &&
            (pattern === undefined || pattern.test(item)),
        ),
      expects: options.expects ?? {
        fr: `une liste d’au plus ${String(max)} textes différents d’au plus ${String(maxLength)} caractères`,
        en: `a list of at most ${String(max)} different texts of at most ${String(maxLength)} characters`,
      },
    },
    {
      type: 'array',
      items: {
        type: 'string',
        minLength: 1,
        maxLength,
        ...(pattern === undefined ? {} : { pattern: pattern.source }),
      },
      maxItems: max,
      uniqueItems: true,
    },
    options,
  );
  return applyDecorators(decorator, Checked(ONE_LINE));
}
