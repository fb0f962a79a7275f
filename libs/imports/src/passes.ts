import { Chunk } from './chunk.js';
import type { StagedValue } from './definition.js';
import type { LineFault } from './import-line.js';
import type { EarlyStop, FaultLimits } from './import-settings.js';
import type { LineKeys } from './line-keys.js';
import type { RecordSink } from './record-reader.js';

export interface PassLimits {
  readonly linesPerChunk: number;
  readonly faults: FaultLimits;
  readonly earlyStop: EarlyStop;
}

/** What is kept of the faults of a file that is refused for its beginning: enough to see what is wrong. */
const FAULTS_OF_REFUSED_FILE = 1_000;

/** A pass over a file, which gives chunks; their numbers and contents are the same each time it is made. */
export interface Pass extends RecordSink {
  /** The chunks that are full and not done yet. */
  takeReady(): Chunk[];
  /** The last chunk is complete as it is. */
  close(): void;
  /** The beginning of a file that is refused for it. The pass has given no chunk then. */
  readonly refused: Chunk | null;
}

/** Looks at the good lines, ahead of a pass that has to know them; it gives no chunk and tells no fault. */
export class LookAhead implements Pass {
  readonly refused = null;

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
  refused: Chunk | null = null;
  private readonly ready: Chunk[] = [];
  /** Full chunks of the beginning, which is not judged yet. */
  private held: Chunk[] = [];
  private isJudged: boolean;
  private chunk: Chunk;
  private isDone: boolean;

  constructor(
    private readonly limits: PassLimits,
    /** The chunks that a former attempt has done. */
    private readonly done: ReadonlySet<number>,
    private readonly keys: LineKeys | null,
  ) {
    this.chunk = new Chunk(0, limits.faults);
    this.isDone = done.has(0);
    this.isJudged = this.isDone;
  }

  /** Keys must be known whatever is done: a later line may repeat them. */
  wantsRecord(): boolean {
    if (this.refused !== null) return false;
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
    if (!this.isDone && this.refused === null) this.chunk.faults.add(fault);
  }

  ended(bytes: number): void {
    if (this.refused !== null) return;
    this.chunk.bytes += bytes;
    this.chunk.lines++;
    if (this.chunk.lines >= this.limits.linesPerChunk) this.closeChunk();
  }

  takeReady(): Chunk[] {
    return this.ready.splice(0);
  }

  close(): void {
    if (this.chunk.lines > 0 && this.refused === null) this.closeChunk();
    this.release();
  }

  private closeChunk(): void {
    if (!this.isDone) this.held.push(this.chunk);
    if (!this.isJudged) this.judge();
    if (this.isJudged) this.release();
    const next = this.chunk.number + 1;
    this.chunk = new Chunk(next, this.limits.faults);
    this.isDone = this.done.has(next);
  }

  /** Before the first chunk is given: a file that is refused leaves nothing to take back. */
  private judge(): void {
    const { refusedShare, minLines } = this.limits.earlyStop;
    const lines = sum(this.held.map((chunk) => chunk.lines));
    if (lines < minLines) return;
    this.isJudged = true;
    const rejected = sum(this.held.map(({ faults }) => faults.rejected));
    if (rejected < refusedShare * lines) return;
    const { perLine } = this.limits.faults;
    this.refused = new Chunk(0, { perLine, perImport: FAULTS_OF_REFUSED_FILE });
    for (const chunk of this.held) this.refused.addFaultsOf(chunk);
    this.held = [];
  }

  private release(): void {
    this.ready.push(...this.held.splice(0));
  }
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}

/** The lines that the first pass put off; they are counted already, and their doubts told. */
export class SecondPass implements Pass {
  readonly refused = null;
  private readonly ready: Chunk[] = [];
  private chunk: Chunk;

  constructor(
    firstNumber: number,
    private readonly limits: Omit<PassLimits, 'earlyStop'>,
    private readonly done: ReadonlySet<number>,
    private readonly keys: LineKeys,
  ) {
    this.chunk = new Chunk(firstNumber, limits.faults);
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
    else this.chunk.faults.add({ line, field: null, code: this.keys.code, doubt: false });
    if (this.settled >= this.limits.linesPerChunk) this.close();
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
    const { number } = this.chunk;
    if (this.settled === 0) return;
    if (!this.done.has(number)) this.ready.push(this.chunk);
    this.chunk = new Chunk(number + 1, this.limits.faults);
  }

  private get settled(): number {
    return this.chunk.rows.rows + this.chunk.faults.rejected;
  }
}
