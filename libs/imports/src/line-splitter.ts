import { isAscii, isUtf8 } from 'node:buffer';

import { decodeWindows1252 } from './encoding.js';
import type { LineCode } from './fault-codes.js';

export const MAX_LINE_CHARACTERS = 65_536;
/** A line of so many bytes has more than `MAX_LINE_CHARACTERS` in any encoding. */
const MAX_CARRIED_BYTES = 4 * MAX_LINE_CHARACTERS;

const LF = 0x0a;
const CR = 0x0d;
const BYTE_ORDER_MARK = '\ufeff';

export interface LineSink {
  line(text: string, number: number): void;
  /** A line that has no text to speak of. */
  badLine(code: LineCode, number: number): void;
}

/**
 * Cuts bytes into lines of text, whatever pieces they come in. Keeps no more of a line than its limit:
 * one of two gigabytes passes like any other, and is refused.
 */
export class LineSplitter {
  private carried: Buffer[] = [];
  private carriedBytes = 0;
  /** The line under way is too long already: its bytes are passed over. */
  private overlong = false;
  private number = 0;

  constructor(
    private readonly encoding: 'utf-8' | 'windows-1252',
    private readonly sink: LineSink,
  ) {}

  push(bytes: Buffer): void {
    let start = 0;
    if (this.carriedBytes > 0 || this.overlong) {
      const end = bytes.indexOf(LF);
      if (end < 0) {
        this.carry(bytes);
        return;
      }
      this.carry(bytes.subarray(0, end));
      this.finishCarried();
      start = end + 1;
    }
    const last = bytes.lastIndexOf(LF);
    if (last >= start) {
      this.lines(bytes.subarray(start, last));
      start = last + 1;
    }
    if (start < bytes.length) this.carry(bytes.subarray(start));
  }

  /** The last line may end without a line feed. */
  end(): void {
    if (this.carriedBytes > 0 || this.overlong) this.finishCarried();
  }

  private carry(bytes: Buffer): void {
    if (this.overlong) return;
    this.carriedBytes += bytes.length;
    if (this.carriedBytes > MAX_CARRIED_BYTES) {
      this.overlong = true;
      this.carried = [];
    } else {
      // A copy: a view would keep the whole piece that it belongs to.
      this.carried.push(Buffer.from(bytes));
    }
  }

  private finishCarried(): void {
    if (this.overlong) {
      this.number++;
      this.sink.badLine('line-too-long', this.number);
    } else {
      this.lines(Buffer.concat(this.carried));
    }
    this.carried = [];
    this.carriedBytes = 0;
    this.overlong = false;
  }

  /** Whole lines, decoded at one go where that is possible. */
  private lines(bytes: Buffer): void {
    const text = this.decode(bytes);
    if (text !== null) {
      const mayHoldNul = bytes.includes(0);
      let start = 0;
      for (;;) {
        const end = text.indexOf('\n', start);
        this.line(text.slice(start, end < 0 ? text.length : end), mayHoldNul);
        if (end < 0) return;
        start = end + 1;
      }
    }
    // Somewhere in here is no UTF-8: only the lines concerned are refused.
    let start = 0;
    for (;;) {
      const found = bytes.indexOf(LF, start);
      const end = found < 0 ? bytes.length : found;
      const own = bytes.subarray(start, end);
      if (isUtf8(own)) {
        this.line(own.toString('utf8'), own.includes(0));
      } else {
        this.number++;
        this.sink.badLine('invalid-encoding', this.number);
      }
      if (found < 0) return;
      start = end + 1;
    }
  }

  private decode(bytes: Buffer): string | null {
    if (isAscii(bytes)) return bytes.toString('latin1');
    if (this.encoding === 'windows-1252') return decodeWindows1252(bytes);
    return isUtf8(bytes) ? bytes.toString('utf8') : null;
  }

  private line(raw: string, mayHoldNul: boolean): void {
    this.number++;
    let text = raw.charCodeAt(raw.length - 1) === CR ? raw.slice(0, -1) : raw;
    if (this.number === 1 && text.startsWith(BYTE_ORDER_MARK)) text = text.slice(1);
    if (text.length > MAX_LINE_CHARACTERS) this.sink.badLine('line-too-long', this.number);
    else if (mayHoldNul && text.includes('\0')) {
      this.sink.badLine('forbidden-character', this.number);
    } else this.sink.line(text, this.number);
  }
}
