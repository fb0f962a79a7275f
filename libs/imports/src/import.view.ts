import { Shown } from '@passerelle/http';
import { fillSentence, type Language, type Localized } from '@passerelle/kernel';

import { FILE_CODES, type FileFault, LIKELY_MEANING, NOTE_CODES } from './fault-codes.js';
import { IMPORT_STATUSES, type ImportRecord, type ImportStatus } from './imports.repository.js';

export class ImportMessage {
  @Shown({ type: 'string', description: 'Stable code' })
  code!: string;

  @Shown({ type: 'string', description: 'In the language of the request' })
  message!: string;
}

export class ImportFailure extends ImportMessage {
  @Shown({ type: [ImportMessage], description: 'Each reason; `message` above says all of them' })
  faults!: ImportMessage[];
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

  @Shown({
    type: 'integer',
    description: 'Faults that were found beyond those that the report keeps',
  })
  omittedFaults!: number;

  @Shown({ type: 'number', minimum: 0, maximum: 1 })
  progress!: number;

  @Shown({
    type: ImportFailure,
    nullable: true,
    description: 'Why the file was refused as a whole; none of its lines shows',
  })
  failure!: ImportFailure | null;

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
  const { id, kind, status, dryRun, bytes, linesRead, accepted, rejected, toConfirm } = record;
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
    omittedFaults: record.omittedFaults,
    progress: record.progress,
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
): ImportFailure | null {
  const [first, ...others] = (failure ?? []).map((fault) => messageOf(fault, codes, language));
  if (first === undefined) return null;
  const faults = [first, ...others];
  return {
    code: first.code,
    message: faults.map(({ message }) => message).join(BETWEEN[language]),
    faults,
  };
}

/** Between two messages in one text. */
const BETWEEN = { fr: ' ; ', en: '; ' } as const;

function messageOf(
  { code, column, likely, values: further }: FileFault,
  codes: Readonly<Record<string, Localized>>,
  language: Language,
): ImportMessage {
  const known: Readonly<Record<string, Localized>> = { ...codes, ...FILE_CODES };
  const { fr, en } = known[code] ?? { fr: code, en: code };
  const guess = likely === undefined ? { fr: '', en: '' } : LIKELY_MEANING;
  const sentence = { fr: fr + guess.fr, en: en + guess.en };
  const values = { ...further, column: column ?? '', likely: likely ?? '' };
  return { code, message: fillSentence(sentence, values)[language] };
}

export function notesOf({ notes }: ImportRecord, language: Language): ImportMessage[] {
  return notes.map(({ code, values = {} }) => ({
    code,
    message: fillSentence(NOTE_CODES[code], values)[language],
  }));
}
