import { Chunk } from './chunk.js';
import type { StagedValue } from './definition.js';
import type { LineFault } from './import-line.js';
import type { LineKeys } from './line-keys.js';
import type { RecordSink } from './record-reader.js';

/** A pass over a file, which gives chunks; their numbers and contents are the same each time it is made. */
export interface Pass extends RecordSink {
  /** The chunks that are full and not done yet. */
  takeReady(): Chunk[];
  /** The last chunk is complete as it is. */
  close(): void;
}

/** Looks at the good lines, ahead of a pass that has to know them; it gives no chunk and tells no fault. */
export class LookAhead implements Pass {
  constructor(private readonly look: (line: number, values: readonly StagedValue[]) => void) {}

  wantsRecord(): boolean {
    return true;
  }

  good(line: number, _: boolean, values: readonly StagedValue[]): void {
    this.look(line, values);
  }

  fault(): void {
    // Told by the first pass.
  }

  ended(): void {
    // Counted by the first pass.
  }

  takeReady(): Chunk[] {
    return [];
  }

  close(): void {
    // Nothing was begun.
  }
}

/** Every line, in chunks of so many lines. */
export class FirstPass implements Pass {
  private readonly ready: Chunk[] = [];
  private chunk = new Chunk(0);
  private isDone: boolean;

  constructor(
    private readonly linesPerChunk: number,
    /** The chunks that a former attempt has done. */
    private readonly done: ReadonlySet<number>,
    private readonly keys: LineKeys | null,
  ) {
    this.isDone = done.has(0);
  }

  /** Keys must be known whatever is done: a later line may repeat them. */
  wantsRecord(): boolean {
    return !this.isDone || this.keys?.looksAhead === false;
  }

  /** The number of the chunk after the last. */
  get nextNumber(): number {
    return this.chunk.number;
  }

  good(line: number, doubtful: boolean, values: readonly StagedValue[]): void {
    const isNew = this.keys?.isNew(line, values) ?? true;
    if (isNew && !this.isDone) this.chunk.stage(line, doubtful, values);
  }

  fault(fault: LineFault): void {
    if (!this.isDone) this.chunk.faults.push(fault);
  }

  ended(bytes: number): void {
    this.chunk.bytes += bytes;
    this.chunk.lines++;
    if (this.chunk.lines >= this.linesPerChunk) this.closeChunk();
  }

  takeReady(): Chunk[] {
    return this.ready.splice(0);
  }

  close(): void {
    if (this.chunk.lines > 0) this.closeChunk();
  }

  private closeChunk(): void {
    if (!this.isDone) this.ready.push(this.chunk);
    const next = this.chunk.number + 1;
    this.chunk = new Chunk(next);
    this.isDone = this.done.has(next);
  }
}

/** The lines that the first pass put off; they are counted already, and their doubts told. */
export class SecondPass implements Pass {
  private readonly ready: Chunk[] = [];
  private chunk: Chunk;

  constructor(
    firstNumber: number,
    private readonly linesPerChunk: number,
    private readonly done: ReadonlySet<number>,
    private readonly keys: LineKeys,
  ) {
    this.chunk = new Chunk(firstNumber);
  }

  get nextNumber(): number {
    return this.chunk.number;
  }

  wantsRecord(line: number): boolean {
    return this.keys.mayConcern(line);
  }

  good(line: number, doubtful: boolean, values: readonly StagedValue[]): void {
    const verdict = this.keys.judge(line, values);
    if (verdict === 'done') return;
    if (verdict === 'merge') this.chunk.stage(line, doubtful, values);
    else this.chunk.faults.push({ line, field: null, code: this.keys.code, doubt: false });
    if (this.chunk.rows.rows + this.chunk.faults.length >= this.linesPerChunk) this.close();
  }

  fault(): void {
    // Told by the first pass.
  }

  ended(): void {
    // Counted by the first pass.
  }

  takeReady(): Chunk[] {
    return this.ready.splice(0);
  }

  close(): void {
    const { number, rows, faults } = this.chunk;
    if (rows.rows + faults.length === 0) return;
    if (!this.done.has(number)) this.ready.push(this.chunk);
    this.chunk = new Chunk(number + 1);
  }
}
