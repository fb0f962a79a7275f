import { isAscii, isUtf8 } from 'node:buffer';

import { hasUtf8Sequence } from './decoding.js';
import { type ForeignForm, foreignFormOf, START_BYTES } from './foreign-content.js';

export type ContentEncoding = 'utf-8' | 'windows-1252' | ForeignForm;

/**
 * Tells what a content is from all of its bytes, as they pass: no text at all, text with UTF-8 in it, or text
 * without. In text with UTF-8 a line that is not is judged on its own; without, the whole is Windows-1252.
 */
export class EncodingDetector {
  private start: Buffer = Buffer.alloc(0);
  private tail: Buffer = Buffer.alloc(0);
  private hasUtf8 = false;
  private hasOther = false;

  push(bytes: Buffer): void {
    if (this.start.length < START_BYTES) {
      this.start = Buffer.concat([this.start, bytes.subarray(0, START_BYTES - this.start.length)]);
    }
    if (this.hasUtf8) return;
    const all = this.tail.length === 0 ? bytes : Buffer.concat([this.tail, bytes]);
    const whole = all.length - incompleteTail(all);
    this.tail = Buffer.from(all.subarray(whole));
    this.look(all.subarray(0, whole));
  }

  verdict(): ContentEncoding {
    const form = foreignFormOf(this.start);
    if (form !== null) return form;
    const hasMark = this.start[0] === 0xef && this.start[1] === 0xbb && this.start[2] === 0xbf;
    const hasOther = this.hasOther || this.tail.length > 0;
    return hasMark || this.hasUtf8 || !hasOther ? 'utf-8' : 'windows-1252';
  }

  private look(bytes: Buffer): void {
    if (isAscii(bytes)) return;
    if (isUtf8(bytes) || hasUtf8Sequence(bytes.toString('latin1'))) this.hasUtf8 = true;
    else this.hasOther = true;
  }
}

/** How long the UTF-8 sequence is that a byte begins; 0 for a byte that begins none. */
function sequenceLength(lead: number): number {
  if (lead < 0x80) return 1;
  if (lead < 0xc2) return 0;
  if (lead < 0xe0) return 2;
  if (lead < 0xf0) return 3;
  return lead < 0xf5 ? 4 : 0;
}

/** How many bytes at the end begin a sequence that goes on after them. */
function incompleteTail(bytes: Buffer): number {
  for (let back = 1; back <= Math.min(3, bytes.length); back++) {
    const byte = bytes[bytes.length - back] ?? 0;
    if (byte >= 0x80 && byte < 0xc0) continue;
    return sequenceLength(byte) > back ? back : 0;
  }
  return 0;
}
