import { Shown } from '@passerelle/http';
import type { FieldDefinition, Language } from '@passerelle/kernel';

import { type DescribedColumn, describedColumns } from './column-documents.js';
import type { ColumnValue, ImportFile } from './column.js';

export class ImportColumnView {
  @Shown({ type: 'string', description: 'The CSV header, and the member of an NDJSON line' })
  name!: string;

  @Shown({
    type: [String],
    description:
      'Further CSV headers. Headers are compared without case, accents, blanks and punctuation',
  })
  aliases!: readonly string[];

  @Shown({ type: 'boolean' })
  required!: boolean;

  @Shown({ type: 'string', description: 'text, whole, amount, day, instant, flag, one-of…' })
  type!: string;

  @Shown({ type: 'string', nullable: true, description: 'Of an amount: `cents` or `euros`' })
  unit!: string | null;

  @Shown({ type: 'string', description: 'What a value has to be, in the language of the request' })
  expects!: string;

  @Shown({ type: 'string', nullable: true, description: 'A value as a CSV file writes it' })
  example!: string | null;

  @Shown({ type: 'string', nullable: true })
  description!: string | null;
}

/** What a file of one kind may hold. */
export class ImportColumnsView {
  @Shown({ type: 'string' })
  kind!: string;

  @Shown({ type: [String] })
  formats!: readonly string[];

  @Shown({ type: [ImportColumnView] })
  columns!: ImportColumnView[];
}

export function toImportColumnsView(
  { kind, formats, columns }: ImportFile,
  language: Language,
): ImportColumnsView {
  return {
    kind,
    formats,
    columns: describedColumns(columns).map((column) => columnView(column, language)),
  };
}

function columnView(column: DescribedColumn, language: Language): ImportColumnView {
  const { name, aliases, required, expects, description = null, value } = column;
  return {
    name,
    aliases,
    required,
    type: value.type,
    unit: value.type === 'amount' ? value.unit : null,
    expects: expects[language],
    example: exampleOf(value),
    description,
  };
}

const EXAMPLES: Readonly<Partial<Record<FieldDefinition['type'], string>>> = {
  whole: '2',
  day: '31/12/2025',
  instant: '2025-12-31T08:30:00Z',
  flag: 'oui',
};

function exampleOf(value: ColumnValue): string | null {
  if (value.type === 'object' || value.type === 'list') return null;
  if (typeof value.example === 'string') return value.example;
  if (value.type === 'one-of') return value.values[0] ?? null;
  if (value.type === 'amount') return value.unit === 'cents' ? '51234' : '512,34';
  return EXAMPLES[value.type] ?? null;
}
