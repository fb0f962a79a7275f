import type { CountingLine, StagedValue } from './definition.js';
import type { LineCode } from './fault-codes.js';
import { type KeyHashes, SeenKeys } from './seen-keys.js';

/** 16 MiB at most. At ten million lines, one line in a thousand is put off without need. */
const MAX_SEEN_BITS = 2 ** 27;
const MAX_CANDIDATE_BITS = 2 ** 25;
/** How many keys one pass holds as text. */
const KEYS_PER_PASS = 200_000;
/** 4 MiB of hashes. With more, a longer file would take visibly more memory. */
const MAX_REMEMBERED_LINES = 2 ** 20;

/**
 * Finds the lines of a file that repeat the key of another line, exactly, in memory that does not grow with the
 * file. Exceptional code for a hot path, not a pattern: see docs/adr/0010-keys-of-a-file-in-constant-memory.md.
 *
 * The first pass merges each line whose key is new for certain, and puts the other lines off: as a rule none.
 * A second pass runs only if a line was put off. It compares keys as text, and tells the duplicates from the
 * lines that were put off without need. Of a file of up to a million lines the second pass reads only the lines
 * that share a hash with a line that was put off. Where the last line counts, a pass that looks ahead comes
 * before each pass: an import must not merge a line that a later line replaces.
 */
export class LineKeys implements KeyHashes {
  first = 0;
  second = 0;
  /** Lines that the first pass put off. */
  putOff = 0;
  private seen: SeenKeys;
  private readonly seenBits: number;
  private readonly candidates: SeenKeys;
  /** The number of the line that counts, by the text of the key. */
  private texts = new Map<string, number>();
  private part = 0;
  /** The hash of each line, kept while the file is short and its lines seldom repeat. */
  private readonly hashOf: Uint32Array;
  private remembers: boolean;
  private readonly putOffLines = new Set<number>();
  private readonly putOffHashes = new Set<number>();

  constructor(
    private readonly places: readonly number[],
    fileBytes: number,
    private readonly counts: CountingLine = 'first',
    private readonly keysPerPass = KEYS_PER_PASS,
  ) {
    // One bit for each byte: a line has at least 16 bytes, so a key has 16 bits.
    this.seenBits = Math.min(MAX_SEEN_BITS, fileBytes);
    this.seen = new SeenKeys(this.seenBits);
    this.candidates = new SeenKeys(Math.min(MAX_CANDIDATE_BITS, fileBytes));
    this.remembers = counts === 'first';
    this.hashOf = new Uint32Array(this.remembers ? Math.min(MAX_REMEMBERED_LINES, fileBytes) : 0);
  }

  /** True where the last line counts: `look` runs before the first pass, `settle` before each other pass. */
  get looksAhead(): boolean {
    return this.counts === 'last';
  }

  /** The code of a line that does not count. */
  get code(): LineCode {
    return this.counts === 'last' ? 'superseded-line' : 'duplicate-line';
  }

  look(values: readonly StagedValue[]): void {
    this.hash(values);
    this.note();
  }

  /** First pass: true when no other line that may count has the key. Otherwise the line is put off. */
  isNew(line: number, values: readonly StagedValue[]): boolean {
    this.hash(values);
    if (this.looksAhead) return !this.candidates.has(this);
    const isNew = this.note();
    if (this.remembers) this.remember(line, isNew);
    return isNew;
  }

  /** The number of further passes, each for a part of the keys. */
  get passes(): number {
    return Math.ceil(this.putOff / this.keysPerPass);
  }

  beginPass(part: number): void {
    this.part = part;
    if (!this.looksAhead && !this.remembers) this.seen = new SeenKeys(this.seenBits);
    this.texts = new Map();
  }

  /** Second pass: false for a line whose key differs from the key of every line that was put off. */
  mayConcern(line: number): boolean {
    return !this.remembers || this.putOffHashes.has(this.hashOf[line] ?? 0);
  }

  settle(line: number, values: readonly StagedValue[]): void {
    this.hash(values);
    if (this.isOfPart()) this.texts.set(this.textOf(values), line);
  }

  /** Second pass: what to do with a line. `done`: the first pass has merged or refused the line. */
  judge(line: number, values: readonly StagedValue[]): 'done' | 'merge' | 'refuse' {
    this.hash(values);
    const wasPutOff =
      this.looksAhead || (this.remembers ? this.putOffLines.has(line) : this.seen.add(this));
    if (!this.isOfPart()) return 'done';
    const text = this.textOf(values);
    if (!this.looksAhead && !this.texts.has(text)) this.texts.set(text, line);
    if (!wasPutOff) return 'done';
    return this.texts.get(text) === line ? 'merge' : 'refuse';
  }

  /** @returns true when no earlier noted line has the key */
  private note(): boolean {
    if (!this.seen.add(this)) return true;
    this.candidates.add(this);
    this.putOff++;
    return false;
  }

  private remember(line: number, isNew: boolean): void {
    if (line >= this.hashOf.length || this.putOffLines.size >= this.keysPerPass) {
      this.remembers = false;
      return;
    }
    this.hashOf[line] = this.second;
    if (isNew) return;
    this.putOffLines.add(line);
    this.putOffHashes.add(this.second >>> 0);
  }

  private isOfPart(): boolean {
    return this.candidates.has(this) && (this.second >>> 0) % this.passes === this.part;
  }

  private textOf(values: readonly StagedValue[]): string {
    return JSON.stringify(this.places.map((place) => values[place] ?? null));
  }

  /** FNV-1a twice, with two multipliers. Both hashes end with the finaliser of MurmurHash3. */
  private hash(values: readonly StagedValue[]): void {
    let first = 0x811c9dc5;
    let second = 0x9e3779b9;
    for (const place of this.places) {
      const value = values[place];
      const text = typeof value === 'string' ? value : String(value ?? '');
      for (let at = 0; at < text.length; at++) {
        const char = text.charCodeAt(at);
        first = Math.imul(first ^ char, 0x01000193);
        second = Math.imul(second ^ char, 0x5bd1e995);
      }
      first = Math.imul(first ^ 0x1f, 0x01000193);
      second = Math.imul(second ^ 0x1f, 0x5bd1e995);
    }
    this.first = stirred(first);
    this.second = stirred(second);
  }
}

function stirred(hash: number): number {
  const half = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  const whole = Math.imul(half ^ (half >>> 13), 0xc2b2ae35);
  return whole ^ (whole >>> 16);
}
