import { isAscii, isUtf8 } from 'node:buffer';

import { isPlausibleLegacy, legacyDecoder } from './decoding.js';
import type { LineCode } from './fault-codes.js';

export const MAX_LINE_CHARACTERS = 65_536;
/** A line of so many bytes has more than `MAX_LINE_CHARACTERS` in any encoding. */
const MAX_CARRIED_BYTES = 4 * MAX_LINE_CHARACTERS;

const LF = 0x0a;
const CR = 0x0d;
const CR_ALONE = Buffer.from('\r');
const BYTE_ORDER_MARK = '\ufeff';

/** What is known of a text before it is read. */
export interface TextContent {
  /** `utf-8` if UTF-8 was found anywhere in the file. */
  readonly encoding: 'utf-8' | 'windows-1252';
  /** The charset that the sender declares. */
  readonly charset: string | null;
}

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
  /** The first line end decides; undefined before it. */
  private endsWithCr: boolean | undefined;
  /** A carriage return at the end of a piece: the next byte tells what it is. */
  private heldCr = false;
  /** Some line was not UTF-8 and was read all the same. */
  converted = false;
  private readonly decodeLegacy: (bytes: Buffer) => string;

  constructor(
    private readonly content: TextContent,
    private readonly sink: LineSink,
  ) {
    this.decodeLegacy = legacyDecoder(content.charset);
  }

  push(piece: Buffer): void {
    const bytes = this.endsWithCr === false ? piece : this.withLineFeeds(piece);
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
    if (this.heldCr) {
      this.heldCr = false;
      this.endsWithCr ??= true;
      this.push(Buffer.from('\n'));
    }
    if (this.carriedBytes > 0 || this.overlong) this.finishCarried();
  }

  /**
   * Files of old programs end lines with a carriage return alone: it becomes a line feed. In other files a lone
   * one stays: it is part of a value, and refused there.
   */
  private withLineFeeds(piece: Buffer): Buffer {
    const bytes = this.heldCr ? Buffer.concat([CR_ALONE, piece]) : piece;
    this.heldCr = bytes[bytes.length - 1] === CR;
    const whole = this.heldCr ? bytes.subarray(0, -1) : bytes;
    if (this.endsWithCr === undefined) {
      const cr = whole.indexOf(CR);
      const lf = whole.indexOf(LF);
      if (cr < 0 && lf < 0) return whole;
      this.endsWithCr = cr >= 0 && (lf < 0 || cr < lf - 1);
      if (!this.endsWithCr) {
        this.heldCr = false;
        return bytes;
      }
    }
    const copy = Buffer.from(whole);
    for (let at = copy.indexOf(CR); at >= 0; at = copy.indexOf(CR, at + 1)) {
      if (copy[at + 1] !== LF) copy[at] = LF;
    }
    return copy;
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
    // Somewhere in here is no UTF-8: each line is read in the encoding that it has.
    let start = 0;
    for (;;) {
      const found = bytes.indexOf(LF, start);
      const end = found < 0 ? bytes.length : found;
      this.strayLine(bytes.subarray(start, end));
      if (found < 0) return;
      start = end + 1;
    }
  }

  /** @returns null where the lines have to be decoded one by one */
  private decode(bytes: Buffer): string | null {
    if (isAscii(bytes)) return bytes.toString('latin1');
    if (this.content.encoding === 'windows-1252') {
      // Nothing in the whole file is UTF-8.
      this.converted = true;
      return this.decodeLegacy(bytes);
    }
    return isUtf8(bytes) ? bytes.toString('utf8') : null;
  }

  /** A line that is UTF-8 is never touched. In a file with UTF-8 no other line may be a damaged one. */
  private strayLine(bytes: Buffer): void {
    if (isUtf8(bytes)) {
      this.line(bytes.toString('utf8'), bytes.includes(0));
      return;
    }
    const text = this.decodeLegacy(bytes);
    if (isPlausibleLegacy(bytes.toString('latin1'), text)) {
      this.converted = true;
      this.line(text, bytes.includes(0));
    } else {
      this.number++;
      this.sink.badLine('invalid-encoding', this.number);
    }
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
