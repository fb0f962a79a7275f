import { Shown } from '@passerelle/http';
import { fillSentence, type Language, type Localized } from '@passerelle/kernel';

import { FILE_CODES, NOTE_CODES } from './fault-codes.js';
import { IMPORT_STATUSES, type ImportRecord, type ImportStatus } from './imports.repository.js';

export class ImportMessage {
  @Shown({ type: 'string', description: 'Stable code' })
  code!: string;

  @Shown({ type: 'string', description: 'In the language of the request' })
  message!: string;
}

/** How an import stands. `linesRead` = `accepted` + `rejected` + `toConfirm`. */
export class ImportView {
  @Shown({ type: 'string', format: 'uuid' })
  id!: string;

  @Shown({ type: 'string', description: 'What the file holds' })
  kind!: string;

  @Shown({ type: 'string', enum: [...IMPORT_STATUSES] })
  status!: ImportStatus;

  @Shown({ type: 'boolean', description: 'Nothing but the report is kept' })
  dryRun!: boolean;

  @Shown({ type: 'integer', description: 'Size of the content, decompressed' })
  bytes!: number;

  @Shown({ type: 'integer' })
  linesRead!: number;

  @Shown({ type: 'integer' })
  accepted!: number;

  @Shown({ type: 'integer' })
  rejected!: number;

  @Shown({ type: 'integer', description: 'Taken over, but doubtful: someone has to confirm them' })
  toConfirm!: number;

  @Shown({ type: 'number', minimum: 0, maximum: 1 })
  progress!: number;

  @Shown({
    type: ImportMessage,
    nullable: true,
    description: 'Why the file was refused as a whole; none of its lines shows',
  })
  failure!: ImportMessage | null;

  @Shown({ type: [ImportMessage], description: 'What was done to the file without refusing it' })
  notes!: ImportMessage[];

  @Shown({ type: 'string', format: 'date-time' })
  createdAt!: string;

  @Shown({ type: 'string', format: 'date-time', nullable: true })
  endedAt!: string | null;
}

export function toImportView(
  record: ImportRecord,
  codes: Readonly<Record<string, Localized>>,
  language: Language,
): ImportView {
  const { id, kind, status, dryRun, bytes, linesRead, accepted, rejected, toConfirm, progress } =
    record;
  return {
    id,
    kind,
    status,
    dryRun,
    bytes,
    linesRead,
    accepted,
    rejected,
    toConfirm,
    progress,
    failure: failureOf(record, codes, language),
    notes: notesOf(record, language),
    createdAt: record.createdAt.toISOString(),
    endedAt: record.endedAt?.toISOString() ?? null,
  };
}

export function failureOf(
  { failure }: ImportRecord,
  codes: Readonly<Record<string, Localized>>,
  language: Language,
): ImportMessage | null {
  if (failure === null) return null;
  const known: Readonly<Record<string, Localized>> = { ...codes, ...FILE_CODES };
  const sentence = known[failure.code] ?? { fr: failure.code, en: failure.code };
  const message = fillSentence(sentence, { column: failure.column ?? '' })[language];
  return { code: failure.code, message };
}

export function notesOf({ encoding }: ImportRecord, language: Language): ImportMessage[] {
  return encoding === 'windows-1252'
    ? [{ code: 'converted-encoding', message: NOTE_CODES['converted-encoding'][language] }]
    : [];
}
