import fc, { type Arbitrary } from 'fast-check';

import { addDays, type LocalDate } from '@passerelle/kernel';

/** The parts of JSON Schema 2020-12 that the documents of the services use. */
export interface JsonSchema {
  readonly $ref?: string;
  readonly type?: string | readonly string[];
  readonly enum?: readonly unknown[];
  readonly format?: string;
  readonly formatMinimum?: string;
  readonly formatMaximum?: string;
  readonly pattern?: string;
  readonly minLength?: number;
  readonly maxLength?: number;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly multipleOf?: number;
  readonly items?: JsonSchema;
  readonly minItems?: number;
  readonly maxItems?: number;
  readonly uniqueItems?: boolean;
  readonly properties?: Readonly<Record<string, JsonSchema>>;
  readonly required?: readonly string[];
  readonly anyOf?: readonly JsonSchema[];
  readonly oneOf?: readonly JsonSchema[];
  readonly allOf?: readonly JsonSchema[];
}

export interface Vocabulary {
  readonly today: LocalDate;
  /** Returns the schema to which a `$ref` refers. */
  readonly resolve: (reference: string) => JsonSchema;
  /** Values that have a meaning for the service, by the name of the member or parameter. */
  readonly known: ReadonlyMap<string, readonly unknown[]>;
  /** Ids from earlier answers. */
  readonly ids: readonly string[];
}

const ODD_DAYS = ['2024-02-29', '2023-03-26', '2023-10-29'] as const;

/** Mostly days around `today`. Days of the near past are the most frequent, because most events happen then. */
function aDay(
  { formatMinimum = ODD_DAYS[0], formatMaximum = ODD_DAYS[0] }: JsonSchema,
  { today }: Vocabulary,
): Arbitrary<string> {
  const from = (min: number, max: number) =>
    fc.integer({ min, max }).map((days): string => addDays(today, days));
  return fc.oneof(
    { weight: 6, arbitrary: from(-20, 0) },
    { weight: 3, arbitrary: from(-400, 60) },
    { weight: 1, arbitrary: fc.constantFrom(...ODD_DAYS, formatMinimum, formatMaximum) },
  );
}

const INSTANTS = fc.constantFrom(
  '2024-03-20T09:00:00Z',
  '2024-03-26T23:30:00+01:00',
  '2024-02-29T00:00:00Z',
  '0001-01-01T00:00:00Z',
  '9999-12-31T23:59:59Z',
);

/** Values that no schema of the services accepts, or that can cause errors in a database, a parser or a page. */
const HARMFUL: readonly unknown[] = [
  null,
  true,
  0,
  -1,
  1.5,
  2 ** 31,
  2 ** 53,
  -(2 ** 63),
  1e308,
  '',
  ' ',
  'null',
  '\u0000',
  '\ud83d',
  '\u202e\ufeff',
  '%00',
  '0',
  '2024-02-30',
  '2024-W10-4',
  '99999-01-01',
  '0001-01-01',
  '1582-10-10',
  '9999-12-31',
  'NaN',
  '1e400',
  "' or 1=1; --",
  '${7*7}{{7*7}}',
  '=cmd|calc',
  '../../etc/passwd',
  'x'.repeat(20_001),
  [],
  {},
  [[[[]]]],
  { toString: 1 },
  { $gt: '' },
];

/** Values that fit the schema: text of every script, numbers up to their bounds, with or without optional members. */
export function fitting(schema: JsonSchema, words: Vocabulary, name = ''): Arbitrary<unknown> {
  const isWhole = schema.type !== 'array' && schema.type !== 'object';
  const known = isWhole ? words.known.get(name) : undefined;
  const free = unrestricted(schema, words, name);
  return known === undefined
    ? free
    : fc.oneof({ weight: 4, arbitrary: fc.constantFrom(...known) }, { weight: 1, arbitrary: free });
}

function unrestricted(schema: JsonSchema, words: Vocabulary, name: string): Arbitrary<unknown> {
  if (schema.$ref !== undefined) return fitting(words.resolve(schema.$ref), words, name);
  const choices = schema.anyOf ?? schema.oneOf;
  if (choices !== undefined) return fc.oneof(...choices.map((one) => fitting(one, words, name)));
  if (schema.allOf !== undefined) {
    const [only] = schema.allOf;
    if (only === undefined || schema.allOf.length > 1) throw new Error('allOf of several schemas');
    return fitting(only, words, name);
  }
  if (schema.enum !== undefined) return fc.constantFrom(...schema.enum);
  const types = [schema.type ?? 'object'].flat();
  return fc.oneof(...types.map((type) => ofType(type, schema, words, name)));
}

function ofType(
  type: string,
  schema: JsonSchema,
  words: Vocabulary,
  name: string,
): Arbitrary<unknown> {
  switch (type) {
    case 'null':
      return fc.constant(null);
    case 'boolean':
      return fc.boolean();
    case 'integer':
      return fc.integer(bounds(schema, Number.MIN_SAFE_INTEGER, Number.MAX_SAFE_INTEGER));
    case 'number':
      return decimalOf(schema);
    case 'array':
      return listOf(schema, words, name);
    case 'object':
      return objectOf(schema, words);
    default:
      return textOf(schema, words);
  }
}

function bounds(schema: JsonSchema, least: number, most: number): { min: number; max: number } {
  return { min: schema.minimum ?? least, max: schema.maximum ?? most };
}

/** `multipleOf` has the form 10^-n. A whole number divided by 10^n is an exact multiple of it. */
function decimalOf(schema: JsonSchema): Arbitrary<number> {
  const { min, max } = bounds(schema, -1e12, 1e12);
  if (schema.multipleOf === undefined) return fc.double({ min, max, noNaN: true });
  const perUnit = Math.round(1 / schema.multipleOf);
  return fc.integer({ min: min * perUnit, max: max * perUnit }).map((steps) => steps / perUnit);
}

function listOf(schema: JsonSchema, words: Vocabulary, name: string): Arbitrary<unknown[]> {
  const { items = {}, minItems = 0, maxItems = 4, uniqueItems = false } = schema;
  const length = { minLength: minItems, maxLength: Math.max(minItems, Math.min(maxItems, 4)) };
  const item = fitting(items, words, name);
  return uniqueItems ? fc.uniqueArray(item, length) : fc.array(item, length);
}

function objectOf(schema: JsonSchema, words: Vocabulary): Arbitrary<object> {
  const members = Object.entries(schema.properties ?? {}).map(
    ([member, own]) => [member, fitting(own, words, member)] as const,
  );
  return fc.record(Object.fromEntries(members), {
    requiredKeys: [...(schema.required ?? [])],
    noNullPrototype: true,
  });
}

function textOf(schema: JsonSchema, words: Vocabulary): Arbitrary<string> {
  if (schema.format === 'date') return aDay(schema, words);
  if (schema.format === 'date-time') return INSTANTS;
  if (schema.format === 'uuid') return anId(words);
  const minLength = schema.minLength ?? 0;
  const maxLength = Math.max(minLength, Math.min(schema.maxLength ?? 40, 40));
  if (schema.pattern !== undefined) {
    const { pattern, maxLength: most = Infinity } = schema;
    return fc
      .stringMatching(new RegExp(pattern, 'u'))
      .filter(({ length }) => length >= minLength && length <= most);
  }
  const text = fc.string({ unit: 'grapheme', minLength, maxLength });
  // Surrounding blanks do not count towards the minimum length, which a schema cannot express. The services count UTF-16 units.
  return text
    .map((raw) => raw.trim().slice(0, maxLength))
    .filter((trimmed) => trimmed.length >= minLength && trimmed.isWellFormed());
}

export function anId(words: Vocabulary): Arbitrary<string> {
  const { ids } = words;
  return ids.length === 0
    ? fc.uuid({ version: 7 })
    : fc.oneof(
        { weight: 9, arbitrary: fc.constantFrom(...ids) },
        { weight: 1, arbitrary: fc.uuid({ version: 7 }) },
      );
}

/** A body with one harmful change: a value is replaced, removed or added. */
export function harmed(fit: unknown): Arbitrary<unknown> {
  const places = placesOf(fit);
  return fc
    .record({
      place: fc.constantFrom(...places),
      deed: fc.constantFrom('replace', 'replace', 'replace', 'remove', 'add'),
      value: fc.constantFrom(...HARMFUL),
    })
    .map(({ place, deed, value }) => changed(fit, place, deed, value));
}

/** Harmful values for addresses. They are cut, because an address must be shorter than 16 KiB. */
export const harmfulText: Arbitrary<string> = fc.constantFrom(
  ...HARMFUL.filter((value) => typeof value !== 'object' || value === null).map((value) =>
    String(value).slice(0, 2_000),
  ),
);

type Place = readonly (string | number)[];

function placesOf(value: unknown, above: Place = []): Place[] {
  if (typeof value !== 'object' || value === null) return [above];
  return [
    above,
    ...Object.entries(value).flatMap(([key, inner]) =>
      placesOf(inner, [...above, Array.isArray(value) ? Number(key) : key]),
    ),
  ];
}

function changed(whole: unknown, [first, ...rest]: Place, deed: string, value: unknown): unknown {
  if (first === undefined) {
    const isObject = typeof whole === 'object' && whole !== null && !Array.isArray(whole);
    return deed === 'add' && isObject ? { ...whole, surprise: value } : value;
  }
  if (Array.isArray(whole)) {
    return whole.flatMap((item: unknown, index) => {
      if (index !== first) return [item];
      return deed === 'remove' && rest.length === 0 ? [] : [changed(item, rest, deed, value)];
    });
  }
  const { [first]: inner, ...others } = whole as Record<string, unknown>;
  if (deed === 'remove' && rest.length === 0) return others;
  return { ...others, [first]: changed(inner, rest, deed, value) };
}
