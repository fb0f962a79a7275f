import type { FileCode } from './fault-codes.js';

/** Contents that are no text which this library reads, known by their first bytes. */
export type ForeignForm = 'utf-16' | 'excel' | 'opendocument' | 'zip' | 'pdf';

export const FOREIGN_CODES: Readonly<Record<ForeignForm, FileCode>> = {
  'utf-16': 'unsupported-encoding',
  excel: 'excel-workbook',
  opendocument: 'opendocument-workbook',
  zip: 'zip-archive',
  pdf: 'pdf-document',
};

/** So many bytes tell. */
export const START_BYTES = 512;

const ZIP = 'PK\u0003\u0004';
/** The container of the older Excel (`.xls`). */
const COMPOUND_FILE = '\u00d0\u00cf\u0011\u00e0\u00a1\u00b1\u001a\u00e1';

/** @param start the first `START_BYTES` of a content, or all of a shorter one */
export function foreignFormOf(start: Buffer): ForeignForm | null {
  const text = start.toString('latin1');
  if (/^(?:\u00ff\u00fe|\u00fe\u00ff)/.test(text) || isUtf16(start)) return 'utf-16';
  if (text.startsWith('%PDF-')) return 'pdf';
  if (text.startsWith(COMPOUND_FILE)) return 'excel';
  return text.startsWith(ZIP) ? zipForm(start, text) : null;
}

/** UTF-16 without its mark: in text of our letters every second byte is zero, and hardly any other one. */
function isUtf16(start: Buffer): boolean {
  const pairs = Math.floor(start.length / 2);
  if (pairs < 4) return false;
  let even = 0;
  let odd = 0;
  for (let at = 0; at < 2 * pairs; at += 2) {
    if (start[at] === 0) even++;
    if (start[at + 1] === 0) odd++;
  }
  return Math.max(even, odd) >= pairs / 2 && Math.min(even, odd) <= pairs / 16;
}

/** A workbook is an archive. Its first entry tells it from one that holds other files. */
function zipForm(start: Buffer, text: string): ForeignForm {
  const length = start.length >= 30 ? start.readUInt16LE(26) : 0;
  const name = text.slice(30, 30 + length);
  if (text.slice(30 + length).startsWith('application/vnd.oasis.opendocument')) {
    return 'opendocument';
  }
  return /^[ -~]+$/.test(name) && !/\.(?:xml|rels|bin)$|^(?:_rels|xl|docProps)\//.test(name)
    ? 'zip'
    : 'excel';
}
