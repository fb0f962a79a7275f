import type { AcceptedRow, ImportColumns, RowOf } from './column.js';
import type { FieldOf, ImportLine } from './definition.js';
import type { FaultSink, RowReader } from './row-reader.js';

export interface LineFault {
  readonly line: number;
  readonly field: string | null;
  readonly code: string;
  readonly doubt: boolean;
}

/** One object for all lines of a file: at a million lines, each allocation counts. */
export class LineUnderReview<C extends ImportColumns = ImportColumns>
  implements ImportLine<C>, FaultSink
{
  number = 0;
  refused = false;
  doubted = false;
  private fields: readonly unknown[] = [];

  constructor(
    private readonly rows: RowReader,
    private readonly faults: (fault: LineFault) => void,
  ) {}

  take(number: number, fields: readonly unknown[]): void {
    this.number = number;
    this.refused = false;
    this.doubted = false;
    this.fields = fields;
  }

  read(): RowOf<C> {
    return this.rows.read(this.fields, this) as RowOf<C>;
  }

  accepted(row: RowOf<C>): AcceptedRow<C> | null {
    return this.refused ? null : (row as unknown as AcceptedRow<C>);
  }

  refuse(field: FieldOf<C> | null, code: string): void {
    this.refused = true;
    this.faults({ line: this.number, field, code, doubt: false });
  }

  doubt(field: FieldOf<C> | null, code: string): void {
    this.doubted = true;
    this.faults({ line: this.number, field, code, doubt: true });
  }
}
