import type { FaultLimits } from './import-settings.js';
import type { LineFault } from './import-line.js';

/** What the faults of a chunk come to. Every faulty line counts; few faults are kept as rows. */
export interface FaultSummary {
  readonly rejected: number;
  readonly toConfirm: number;
  /** Literals of `int4multirange`. */
  readonly refusedLines: string;
  readonly doubtedLines: string;
  /** The faults to keep, as far as the import has room for them. */
  readonly kept: readonly LineFault[];
  /** How many there are, those that are not to be kept included. */
  readonly found: number;
}

/**
 * The faults of a chunk, in bounded memory: a line of 64 KiB can have 10,000 faults, and a gzip of 5 KB could fill
 * 195 MB with them. Beyond the limits a fault is counted and marks its line, and is not kept.
 */
export class LineFaults {
  private readonly kept: LineFault[] = [];
  private readonly refused = new Set<number>();
  private readonly doubted = new Set<number>();
  /** Of the lines with more than one fault: how many are kept. */
  private readonly repeated = new Map<number, number>();
  private omitted = 0;

  constructor(private readonly limits: FaultLimits) {}

  get rejected(): number {
    return this.refused.size;
  }

  add(fault: LineFault): void {
    const { line } = fault;
    const isFirst = !this.refused.has(line) && !this.doubted.has(line);
    (fault.doubt ? this.doubted : this.refused).add(line);
    const before = isFirst ? 0 : (this.repeated.get(line) ?? 1);
    if (before >= this.limits.perLine || this.kept.length >= this.limits.perImport) {
      this.omitted++;
      return;
    }
    if (!isFirst) this.repeated.set(line, before + 1);
    this.kept.push(fault);
  }

  /** Of several parts of a file in one. */
  addAll(others: LineFaults): void {
    for (const fault of others.kept) this.add(fault);
    for (const line of others.refused) this.refused.add(line);
    for (const line of others.doubted) this.doubted.add(line);
    this.omitted += others.omitted;
  }

  summary(): FaultSummary {
    const onlyDoubted = [...this.doubted].filter((line) => !this.refused.has(line));
    return {
      rejected: this.refused.size,
      toConfirm: onlyDoubted.length,
      refusedLines: multirange([...this.refused]),
      doubtedLines: multirange(onlyDoubted),
      kept: this.kept,
      found: this.omitted + this.kept.length,
    };
  }
}

/** Runs of neighbouring lines take the room of one. */
function multirange(lines: readonly number[]): string {
  const runs: { first: number; last: number }[] = [];
  for (const line of [...lines].sort((one, other) => one - other)) {
    const run = runs.at(-1);
    if (run?.last === line - 1) run.last = line;
    else runs.push({ first: line, last: line });
  }
  return `{${runs.map(({ first, last }) => `[${String(first)},${String(last)}]`).join(',')}}`;
}
