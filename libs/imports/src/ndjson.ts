import { parseStrictJsonText } from '@passerelle/http';
import { DomainError } from '@passerelle/kernel';

import type { LineCode } from './fault-codes.js';

type Members = Readonly<Record<string, unknown>>;

/**
 * One line of NDJSON: an object without repeated members and with exact numbers.
 *
 * @returns its members, or what is wrong
 */
export function parseNdjsonLine(text: string): Members | LineCode {
  return parseFlat(text) ?? parseStrict(text);
}

/**
 * The common line, several times as fast as the strict parser: a flat object without escapes, read by
 * the platform. What that would let pass shows in the count of quotes: a repeated member leaves more of
 * them in the text than its members and values account for.
 */
function parseFlat(text: string): Members | null {
  if (text.includes('\\')) return null;
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return null;
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return null;
  let quotes = 0;
  for (const key in value) {
    if (key === '__proto__') return null;
    const member = (value as Members)[key];
    if (typeof member === 'string') quotes += 4;
    else if (typeof member === 'object' && member !== null) return null;
    else if (typeof member === 'number' && !Number.isSafeInteger(Math.trunc(member))) return null;
    else quotes += 2;
  }
  return countQuotes(text) === quotes ? (value as Members) : null;
}

function countQuotes(text: string): number {
  let count = 0;
  for (let at = text.indexOf('"'); at >= 0; at = text.indexOf('"', at + 1)) count++;
  return count;
}

const CODES: Readonly<Record<string, LineCode>> = {
  'request/duplicate-key': 'duplicate-member',
  'request/forbidden-member': 'unknown-member',
  'request/forbidden-character': 'forbidden-character',
  'request/number-out-of-range': 'number-out-of-range',
};

function parseStrict(text: string): Members | LineCode {
  let value: unknown;
  try {
    value = parseStrictJsonText(text);
  } catch (error) {
    if (error instanceof DomainError) return CODES[error.code] ?? 'malformed-json';
    throw error;
  }
  const isObject = typeof value === 'object' && value !== null && !Array.isArray(value);
  return isObject ? (value as Members) : 'not-an-object';
}
