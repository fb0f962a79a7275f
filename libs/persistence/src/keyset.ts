import { defineErrors } from '@passerelle/kernel';

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

export function encodeCursor(key: Keyset): string {
  return Buffer.from(JSON.stringify(key)).toString('base64url');
}

/**
 * Reads a cursor back. Its parts are checked one by one, because they are bound into a statement.
 *
 * @throws DomainError `request/invalid-cursor`
 */
export function decodeCursor(
  cursor: string,
  parts: readonly ((part: unknown) => boolean)[],
): Keyset {
  const key = parse(Buffer.from(cursor, 'base64url').toString('utf8'));
  const fits =
    Array.isArray(key) &&
    key.length === parts.length &&
    parts.every((accepts, index) => accepts(key[index]));
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
