import type { LocalDate } from '@passerelle/kernel';

import type { CsvHeader } from './csv.js';
import type { ImportLine } from './definition.js';

// eslint-disable-next-line no-control-regex -- they are what is looked for
const CONTROL = /[\u0000-\u001f\u007f-\u009f]/;
// eslint-disable-next-line no-control-regex -- the same without tab, line feed and carriage return
const CONTROL_IN_LINE = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f]/;
const WHOLE = /^-?\d{1,16}$/;
const AMOUNT = /^(-?)(\d{1,3}(?:[ \u00a0\u202f]\d{3})+|\d{1,12})(?:[.,](\d{1,2}))?(?: ?€)?$/;
const ISO_DAY = /^\d{4}-\d{2}-\d{2}$/;
const FRENCH_DAY = /^(\d{2})\/(\d{2})\/(\d{4})$/;
const INSTANT =
  /^(\d{4}-\d{2}-\d{2})T(?:[01]\d|2[0-3]):[0-5]\d:[0-5]\d(?:\.\d{1,9})?(?:Z|[+-](?:0\d|1[0-4]):[0-5]\d)$/;
/** An offset must not lead out of the years that are written with four digits. */
const FIRST_INSTANT = Date.parse('0001-01-01T00:00:00Z');
const LAST_INSTANT = Date.parse('9999-12-31T23:59:59.999Z');
const MONTH_LENGTHS = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];
const FLAGS: Readonly<Record<string, boolean>> = Object.assign(Object.create(null) as object, {
  true: true,
  vrai: true,
  oui: true,
  yes: true,
  '1': true,
  false: false,
  faux: false,
  non: false,
  no: false,
  '0': false,
});

export interface LineFault {
  readonly line: number;
  readonly field: string | null;
  readonly code: string;
  readonly doubt: boolean;
}

/**
 * One object for all lines of a file: at a million lines, an allocation each is what costs. Plain checks
 * for the same reason: a schema library takes several times as long.
 */
export class LineUnderReview implements ImportLine {
  number = 0;
  refused = false;
  doubted = false;
  /** Where each column stands in the fields. */
  private readonly places: ReadonlyMap<string, number>;
  private fields: readonly unknown[] = [];
  private readonly fromCsv: boolean;

  constructor(
    columns: readonly { readonly name: string }[],
    header: CsvHeader | null,
    private readonly faults: (fault: LineFault) => void,
  ) {
    this.fromCsv = header !== null;
    this.places = new Map(
      columns.map(({ name }, index) => [name, header?.places[index] ?? index] as const),
    );
  }

  /** @internal */
  take(number: number, fields: readonly unknown[]): void {
    this.number = number;
    this.refused = false;
    this.doubted = false;
    this.fields = fields;
  }

  has(field: string): boolean {
    return this.valueOf(field) !== undefined;
  }

  text(
    field: string,
    rules: {
      required?: boolean;
      max?: number;
      pattern?: RegExp;
      code?: string;
      multiline?: boolean;
    } = {},
  ): string | undefined {
    const value = this.given(field, rules.required);
    if (value === undefined) return undefined;
    const control = rules.multiline === true ? CONTROL_IN_LINE : CONTROL;
    if (typeof value !== 'string' || value.length > (rules.max ?? 200) || control.test(value)) {
      this.refuse(field, rules.code ?? 'text');
      return undefined;
    }
    if (rules.pattern !== undefined && !rules.pattern.test(value)) {
      this.refuse(field, rules.code ?? 'pattern');
      return undefined;
    }
    return value;
  }

  whole(
    field: string,
    rules: { required?: boolean; min?: number; max?: number } = {},
  ): number | undefined {
    const value = this.given(field, rules.required);
    if (value === undefined) return undefined;
    const number = this.fromCsv && WHOLE.test(value as string) ? Number(value) : value;
    const { min = 0, max = Number.MAX_SAFE_INTEGER } = rules;
    if (
      typeof number === 'number' &&
      Number.isSafeInteger(number) &&
      number >= min &&
      number <= max
    ) {
      return number;
    }
    this.refuse(field, 'whole-number');
    return undefined;
  }

  cents(
    field: string,
    rules: { required?: boolean; max?: number; negative?: boolean } = {},
  ): number | undefined {
    const value = this.given(field, rules.required);
    if (value === undefined) return undefined;
    const cents = typeof value === 'string' ? centsOf(value) : wholeCents(value);
    if (cents === undefined || Math.abs(cents) > (rules.max ?? Number.MAX_SAFE_INTEGER)) {
      this.refuse(field, 'amount');
      return undefined;
    }
    if (cents >= 0 || rules.negative === true) return cents;
    this.refuse(field, 'negative');
    return undefined;
  }

  day(field: string, rules: { required?: boolean } = {}): LocalDate | undefined {
    const value = this.given(field, rules.required);
    if (value === undefined) return undefined;
    const isFrench = this.fromCsv && (value as string).charAt(2) === '/';
    const text = isFrench ? (value as string).replace(FRENCH_DAY, '$3-$2-$1') : value;
    if (isDay(text)) return text;
    this.refuse(field, 'day');
    return undefined;
  }

  instant(field: string, rules: { required?: boolean } = {}): Date | undefined {
    const value = this.given(field, rules.required);
    if (value === undefined) return undefined;
    const at = instantOf(value);
    if (at !== undefined && at >= FIRST_INSTANT && at <= LAST_INSTANT) return new Date(at);
    this.refuse(field, 'instant');
    return undefined;
  }

  flag(field: string, rules: { required?: boolean } = {}): boolean | undefined {
    const value = this.given(field, rules.required);
    if (value === undefined) return undefined;
    const flag = this.fromCsv ? flagOf(value as string) : value;
    if (typeof flag === 'boolean') return flag;
    this.refuse(field, 'flag');
    return undefined;
  }

  oneOf<V extends string>(
    field: string,
    values: readonly V[],
    rules: { required?: boolean } = {},
  ): V | undefined {
    const value = this.given(field, rules.required);
    if (value === undefined) return undefined;
    if (values.includes(value as V)) return value as V;
    this.refuse(field, 'one-of');
    return undefined;
  }

  object<M extends string>(
    field: string,
    members: readonly M[],
    rules: { required?: boolean } = {},
  ): ImportLine<M> | undefined {
    const value = this.given(field, rules.required);
    return value === undefined ? undefined : this.within(field, value, members);
  }

  list<M extends string>(
    field: string,
    members: readonly M[],
    { max }: { max: number },
  ): readonly ImportLine<M>[] {
    const value = this.valueOf(field);
    if (value === undefined) return [];
    if (!Array.isArray(value) || value.length > max) {
      this.refuse(field, 'list');
      return [];
    }
    return value.flatMap(
      (item: unknown, index) => this.within(`${field}.${String(index)}`, item, members) ?? [],
    );
  }

  refuse(field: string | null, code: string): void {
    this.refused = true;
    this.faults({ line: this.number, field, code, doubt: false });
  }

  doubt(field: string | null, code: string): void {
    this.doubted = true;
    this.faults({ line: this.number, field, code, doubt: true });
  }

  /** The members of an object within the line, under the same readers; its faults are the line's. */
  private within<M extends string>(
    path: string,
    value: unknown,
    members: readonly M[],
  ): ImportLine<M> | undefined {
    if (typeof value !== 'object' || value === null || Array.isArray(value)) {
      this.refuse(path, 'object');
      return undefined;
    }
    const inner = new LineUnderReview(
      members.map((name) => ({ name })),
      null,
      ({ field, code, doubt }) => {
        const at = field === null ? path : `${path}.${field}`;
        if (doubt) this.doubt(at, code);
        else this.refuse(at, code);
      },
    );
    const given = new Map<string, unknown>(Object.entries(value));
    inner.take(
      this.number,
      members.map((name) => given.get(name)),
    );
    for (const name of given.keys()) {
      if (!inner.places.has(name)) inner.refuse(null, 'unknown-member');
    }
    return inner;
  }

  private given(field: string, required: boolean | undefined): unknown {
    const value = this.valueOf(field);
    if (value === undefined && required === true) this.refuse(field, 'required');
    return value;
  }

  /** Undefined for what is absent: an empty value of CSV, a `null` of JSON. Text without outer blanks. */
  private valueOf(field: string): unknown {
    const place = this.places.get(field);
    if (place === undefined) throw new Error(`${field} is no column of this import`);
    const value = this.fields[place];
    if (typeof value !== 'string') return value ?? undefined;
    const text = value.trim();
    return text === '' ? undefined : text;
  }
}

function flagOf(text: string): boolean | undefined {
  return FLAGS[text] ?? FLAGS[text.toLowerCase()];
}

function centsOf(text: string): number | undefined {
  const parts = AMOUNT.exec(text);
  if (parts === null) return undefined;
  const [, sign, euros = '', decimals = ''] = parts;
  const cents = Number(euros.replace(/\D/g, '')) * 100 + Number(decimals.padEnd(2, '0'));
  return sign === '-' && cents !== 0 ? -cents : cents;
}

function wholeCents(value: unknown): number | undefined {
  if (typeof value !== 'number') return undefined;
  const cents = Math.round(value * 100);
  // 512.34 × 100 is 51234.000000000007: exact to the cent as far as a double can tell.
  return Number.isSafeInteger(cents) &&
    Math.abs(value * 100 - cents) < 1e-6 * Math.max(1, Math.abs(value))
    ? cents
    : undefined;
}

function instantOf(value: unknown): number | undefined {
  if (typeof value !== 'string') return undefined;
  return isDay(INSTANT.exec(value)?.[1]) ? Date.parse(value) : undefined;
}

/** Calendar arithmetic by hand: the kernel's `isLocalDate` costs as much as the rest of a line. */
function isDay(value: unknown): value is LocalDate {
  if (typeof value !== 'string' || !ISO_DAY.test(value)) return false;
  const month = twoDigits(value, 5);
  const day = twoDigits(value, 8);
  const year = 100 * twoDigits(value, 0) + twoDigits(value, 2);
  const leap = month === 2 && year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);
  return year > 0 && day > 0 && day <= (MONTH_LENGTHS[month - 1] ?? 0) + (leap ? 1 : 0);
}

function twoDigits(text: string, at: number): number {
  return 10 * (text.charCodeAt(at) - 0x30) + text.charCodeAt(at + 1) - 0x30;
}
