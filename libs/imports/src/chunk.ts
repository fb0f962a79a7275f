import { CopyText } from './copy-text.js';
import type { StagedValue } from './definition.js';
import type { LineFault } from './import-line.js';
import type { FaultLimits } from './import-settings.js';
import { LineFaults } from './line-faults.js';

/** What a run of lines came to: rows to stage, and faults. */
export class Chunk {
  lines = 0;
  /** About as many as the lines had: for progress. */
  bytes = 0;
  readonly faults: LineFaults;
  readonly rows = new CopyText();

  constructor(
    readonly number: number,
    limits: FaultLimits,
  ) {
    this.faults = new LineFaults(limits);
  }

  stage(line: number, doubtful: boolean, values: readonly StagedValue[]): void {
    this.rows.add([line, doubtful], values);
  }

  /** Counts the lines of another chunk, and takes its faults; not its rows. */
  addFaultsOf(other: Chunk): void {
    this.lines += other.lines;
    this.bytes += other.bytes;
    this.faults.addAll(other.faults);
  }
}

/** The rows of `import_faults`. */
export function faultRows(importId: string, faults: readonly LineFault[]): CopyText {
  const rows = new CopyText();
  for (const { line, field, code, doubt } of faults)
    rows.add([importId, line], [field, code, doubt]);
  return rows;
}
