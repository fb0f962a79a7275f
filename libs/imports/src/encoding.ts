import { isAscii, isUtf8 } from 'node:buffer';

export type TextEncoding = 'utf-8' | 'windows-1252' | 'utf-16';

/** Beyond this much evidence counting says nothing new. */
const ENOUGH = 10_000;

/**
 * Tells a file's encoding from all of its bytes, as they pass. A file that is mostly UTF-8 with damaged
 * lines stays UTF-8, so that only these are refused: read as Latin-1 every accent would be damaged.
 */
export class EncodingDetector {
  private tail: Buffer = Buffer.alloc(0);
  private start: Buffer = Buffer.alloc(0);
  private sequences = 0;
  private strays = 0;

  push(bytes: Buffer): void {
    if (this.start.length < 3) this.start = Buffer.concat([this.start, bytes.subarray(0, 3)]);
    if (this.sequences >= ENOUGH || this.strays >= ENOUGH) return;
    const all = this.tail.length === 0 ? bytes : Buffer.concat([this.tail, bytes]);
    const whole = all.length - incompleteTail(all);
    this.tail = Buffer.from(all.subarray(whole));
    this.count(all.subarray(0, whole));
  }

  verdict(): TextEncoding {
    const [first, second] = this.start;
    if ((first === 0xff && second === 0xfe) || (first === 0xfe && second === 0xff)) return 'utf-16';
    const hasMark = first === 0xef && second === 0xbb && this.start[2] === 0xbf;
    const strays = this.strays + this.tail.length;
    return hasMark || strays === 0 || this.sequences > strays ? 'utf-8' : 'windows-1252';
  }

  private count(bytes: Buffer): void {
    if (isAscii(bytes)) return;
    const valid = isUtf8(bytes);
    for (let at = 0; at < bytes.length;) {
      const length = sequenceLength(bytes[at] ?? 0);
      if (length === 1) {
        at++;
      } else if (length > 1 && (valid || isUtf8(bytes.subarray(at, at + length)))) {
        this.sequences++;
        at += length;
      } else {
        this.strays++;
        at++;
      }
      if (this.sequences >= ENOUGH || this.strays >= ENOUGH) return;
    }
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

/** Windows-1252 where it differs from Latin-1, from 0x80 on; the five bytes without a meaning stay. */
const WINDOWS_1252 = '€\u0081‚ƒ„…†‡ˆ‰Š‹Œ\u008dŽ\u008f\u0090‘’“”•–—˜™š›œ\u009džŸ';

/** Not `TextDecoder('windows-1252')`: some releases of Node decode it as Latin-1. */
export function decodeWindows1252(bytes: Buffer): string {
  return bytes
    .toString('latin1')
    .replace(/[\u0080-\u009f]/g, (char) => WINDOWS_1252[char.charCodeAt(0) - 0x80] ?? char);
}
