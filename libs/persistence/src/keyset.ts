import { defineErrors, isId, isLocalDate } from '@passerelle/kernel';

/** One page of a list; `next` opens the following page, `null` says this was the last. */
export interface Page<T> {
  readonly items: T[];
  readonly next: string | null;
}

/** The sort key of the last row seen: what comes after it is the next page, whatever was inserted meanwhile. */
export type Keyset = readonly (string | number)[];

export const DEFAULT_LIMIT = 50;
export const MAX_LIMIT = 200;

export const pageErrors = defineErrors('request', {
  invalidCursor: {
    kind: 'invalid',
    title: { fr: 'Curseur de page invalide', en: 'Invalid page cursor' },
    detail: {
      fr: 'Reprenez la valeur « next » de la page précédente, sans la modifier.',
      en: 'Use the value of "next" from the previous page, unchanged.',
    },
  },
});

/**
 * What a part of a cursor may be. PostgreSQL takes every value of each kind: a cursor comes from the caller, and a
 * statement that fails on a made-up part would be a server error.
 */
const PARTS = {
  id: isId,
  day: isLocalDate,
  /** UTC with milliseconds, as `toISOString` writes the instants of four-digit years. */
  instant: (part: unknown): boolean =>
    typeof part === 'string' &&
    /^\d{4}-\d{2}-\d{2}T([01]\d|2[0-3]):[0-5]\d:[0-5]\d\.\d{3}Z$/.test(part) &&
    isLocalDate(part.slice(0, 10)),
  whole: (part: unknown): boolean =>
    Number.isInteger(part) && Math.abs(part as number) <= 2_147_483_647,
  text: (part: unknown): boolean =>
    typeof part === 'string' && part.length <= 200 && !part.includes('\0') && part.isWellFormed(),
} as const;

export function encodeCursor(key: Keyset): string {
  return Buffer.from(JSON.stringify(key)).toString('base64url');
}

/**
 * Reads a cursor back. Its parts are checked one by one, because they are bound into a statement.
 *
 * @param parts the kinds of the parts, in their order
 *
 * @throws DomainError `request/invalid-cursor`
 */
export function decodeCursor(cursor: string, parts: readonly (keyof typeof PARTS)[]): Keyset {
  const key = parse(Buffer.from(cursor, 'base64url').toString('utf8'));
  const fits =
    Array.isArray(key) &&
    key.length === parts.length &&
    parts.every((kind, index) => PARTS[kind](key[index]));
  if (!fits || encodeCursor(key as Keyset) !== cursor) throw pageErrors.invalidCursor();
  return key as Keyset;
}

/** Cuts a page out of rows fetched with one more than the limit. */
export function toPage<T>(rows: readonly T[], limit: number, keyOf: (row: T) => Keyset): Page<T> {
  const items = rows.slice(0, limit);
  const last = items.at(-1);
  const more = rows.length > limit && last !== undefined;
  return { items, next: more ? encodeCursor(keyOf(last)) : null };
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
