import { visit } from 'jsonc-parser';

import { requestErrors } from './request.errors.js';

/** No request of the system is nested deeper than this. PostgreSQL's jsonb fails on documents that are far deeper. */
const MAX_DEPTH = 32;

/**
 * No request class declares as many members. class-transformer compares the members of an object with one another:
 * 74,000 unknown ones kept a process busy for 2.7 s.
 */
const MAX_MEMBERS = 100;

/** All values of a document. The largest legal one, a version with every value of the scales, has a third of them. */
const MAX_VALUES = 10_000;

const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

/**
 * Decodes bytes that must be UTF-8. The default decoder replaces invalid bytes with U+FFFD, so that a service would
 * store damaged text and answer 201.
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
 * Parses a JSON body and refuses input that `JSON.parse` accepts but that causes problems in a database: duplicate
 * members (the last one would silently replace the others), NUL and lone surrogates (written as escapes), numbers
 * beyond double precision, deep nesting, more members or values than a request can need. It also refuses members with the name of a member of every object
 * (`__proto__`, `constructor`, `toString`): class-transformer skips them before unknown members are refused, and it
 * calls the value of a nested `constructor`.
 *
 * @throws DomainError `request/malformed-json` and the errors of the cases above
 */
export function parseStrictJson(bytes: Uint8Array): unknown {
  return parseStrictJsonText(decodeText(bytes));
}

/** Like `parseStrictJson`, for text that is already decoded, for example one line of an import. */
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
  let values = 0;
  const count = (): void => {
    if (++values > MAX_VALUES) throw requestErrors.tooManyValues({ limit: MAX_VALUES });
  };
  const enter = (): void => {
    count();
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
        if ((own?.size ?? 0) > MAX_MEMBERS)
          throw requestErrors.tooManyMembers({ limit: MAX_MEMBERS });
      },
      onLiteralValue: (value: unknown, offset) => {
        count();
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

/** Whole numbers must be exact, so that parsing never rounds an amount. */
function isSafe(value: number): boolean {
  return Number.isFinite(value) && (!Number.isInteger(value) || Number.isSafeInteger(value));
}
