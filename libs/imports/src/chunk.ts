import { CopyText } from './copy-text.js';
import type { StagedValue } from './definition.js';
import type { LineFault } from './import-line.js';

/** What a run of lines came to: rows to stage, and faults. */
export class Chunk {
  lines = 0;
  /** About as many as the lines had: for progress. */
  bytes = 0;
  readonly faults: LineFault[] = [];
  readonly rows = new CopyText();

  constructor(readonly number: number) {}

  stage(line: number, doubtful: boolean, values: readonly StagedValue[]): void {
    this.rows.add([line, doubtful], values);
  }
}

/** The rows of `import_faults`. */
export function faultRows(importId: string, faults: readonly LineFault[]): CopyText {
  const rows = new CopyText();
  for (const { line, field, code, doubt } of faults)
    rows.add([importId, line], [field, code, doubt]);
  return rows;
}
