import { visit } from 'jsonc-parser';

import { requestErrors } from './request.errors.js';

/** No request of the system nests more than this; PostgreSQL's jsonb fails on far deeper ones. */
const MAX_DEPTH = 32;

const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

/**
 * Decodes bytes that must be UTF-8. The usual decoder replaces bad bytes by U+FFFD and so stores
 * damaged text with a 201.
 *
 * @throws DomainError `request/invalid-utf8`, `request/forbidden-character`
 */
export function decodeText(bytes: Uint8Array): string {
  let text: string;
  try {
    text = utf8.decode(bytes);
  } catch {
    throw requestErrors.invalidUtf8();
  }
  if (text.includes('\0')) throw requestErrors.forbiddenCharacter();
  return text;
}

/**
 * Parses a JSON body and refuses what `JSON.parse` lets through and a database stumbles over:
 * duplicate members (where the last would win silently), NUL and lone surrogates (written as escapes),
 * numbers beyond double precision, deep nesting. Also members named like those that every object has
 * (`__proto__`, `constructor`, `toString`): class-transformer skips them before the unknown ones are
 * refused, and calls the value of a nested `constructor`.
 *
 * @throws DomainError `request/malformed-json` and the others named above
 */
export function parseStrictJson(bytes: Uint8Array): unknown {
  return parseStrictJsonText(decodeText(bytes));
}

/** The same for text that is decoded already, for example one line of an import. */
export function parseStrictJsonText(text: string): unknown {
  scan(text);
  try {
    return JSON.parse(text) as unknown;
  } catch {
    throw requestErrors.malformedJson({ offset: 0 });
  }
}

function scan(text: string): void {
  const members: Set<string>[] = [];
  let depth = 0;
  const enter = (): void => {
    if (++depth > MAX_DEPTH) throw requestErrors.tooDeep();
  };
  const leave = (): void => {
    depth--;
  };
  visit(
    text,
    {
      onObjectBegin: () => {
        enter();
        members.push(new Set());
      },
      onObjectEnd: () => {
        leave();
        members.pop();
      },
      onArrayBegin: enter,
      onArrayEnd: leave,
      onObjectProperty: (name, offset) => {
        const own = members.at(-1);
        if (own?.has(name) === true) throw requestErrors.duplicateKey({ offset });
        if (name in Object.prototype) throw requestErrors.forbiddenMember({ offset });
        refuseDamagedText(name);
        own?.add(name);
      },
      onLiteralValue: (value: unknown, offset) => {
        if (typeof value === 'string') refuseDamagedText(value);
        if (typeof value === 'number' && !isSafe(value))
          throw requestErrors.numberOutOfRange({ offset });
      },
      onError: (_, offset) => {
        throw requestErrors.malformedJson({ offset });
      },
    },
    { disallowComments: true, allowTrailingComma: false, allowEmptyContent: false },
  );
}

function refuseDamagedText(text: string): void {
  if (text.includes('\0') || !text.isWellFormed()) throw requestErrors.forbiddenCharacter();
}

/** Whole numbers must be exact, so that an amount is never rounded on its way in. */
function isSafe(value: number): boolean {
  return Number.isFinite(value) && (!Number.isInteger(value) || Number.isSafeInteger(value));
}
