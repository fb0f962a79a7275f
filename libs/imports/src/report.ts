import { fillSentence, type Language, type Localized } from '@passerelle/kernel';

import type { ImportColumns } from './column.js';
import { describedColumns } from './column-documents.js';
import { failureOf, notesOf } from './import.view.js';
import { LINE_CODES } from './fault-codes.js';
import type { ImportRecord, ImportsRepository } from './imports.repository.js';

const PAGE = 5_000;
/** What spreadsheets read as a formula at the beginning of a cell (OWASP, CSV injection). */
const FORMULA = /^[=+\-@\t\r\n\uff1d\uff0b\uff0d\uff20]/;

const WORDS = {
  columns: {
    fr: ['ligne', 'gravité', 'champ', 'code', 'message'],
    en: ['line', 'severity', 'field', 'code', 'message'],
  },
  note: { fr: 'information', en: 'note' },
  doubt: { fr: 'à confirmer', en: 'to confirm' },
  refusal: { fr: 'refusée', en: 'refused' },
  file: { fr: 'fichier refusé', en: 'file refused' },
  omitted: {
    fr: '{count} autres anomalies ne figurent pas dans ce rapport : corrigez celles-ci, puis renvoyez le fichier',
    en: '{count} further faults are not in this report: correct these, then send the file again',
  },
} as const;

/** What the service says of a kind of file: its own codes, and its columns. */
export interface ReportedFile {
  readonly codes: Readonly<Record<string, Localized>>;
  readonly columns: ImportColumns;
}

/**
 * The report as CSV, a page of lines at a time. It has numbers, names of columns, codes and messages:
 * no value of the file, so it may be kept where the file may not.
 */
export async function* reportLines(
  imports: ImportsRepository,
  record: ImportRecord,
  { codes, columns }: ReportedFile,
  language: Language,
): AsyncGenerator<string> {
  // The mark tells spreadsheets that it is UTF-8.
  let page = `\ufeff${csvRow(WORDS.columns[language])}`;
  for (const { code, message } of notesOf(record, language)) {
    page += csvRow(['', WORDS.note[language], '', code, message]);
  }
  const failure = failureOf(record, codes, language);
  if (failure !== null) {
    failure.faults.forEach(({ code, message }, index) => {
      const line = record.failure?.[index]?.line;
      page += csvRow([
        line === undefined ? '' : String(line),
        WORDS.file[language],
        '',
        code,
        message,
      ]);
    });
  }
  yield page;
  const messages: Readonly<Record<string, Localized>> = { ...LINE_CODES, ...codes };
  const accepted = acceptedValues(columns);
  let after = { line: 0, skip: 0 };
  for (;;) {
    const faults = await imports.faults(record.id, after, PAGE);
    yield faults
      .map(({ line, field, code, doubt }) =>
        csvRow([
          String(line),
          WORDS[doubt ? 'doubt' : 'refusal'][language],
          field ?? '',
          code,
          ((code === 'one-of' ? accepted.get(namedColumn(field)) : undefined) ?? messages[code])?.[
            language
          ] ?? code,
        ]),
      )
      .join('');
    const last = faults.at(-1);
    if (last === undefined || faults.length < PAGE) break;
    // Lines may have several faults, so the page ends within one.
    const ofLast = faults.filter(({ line }) => line === last.line).length;
    after = { line: last.line, skip: ofLast + (after.line === last.line ? after.skip : 0) };
  }
  const { omittedFaults: count } = record;
  if (count > 0) {
    const message = fillSentence(WORDS.omitted, { count })[language];
    yield csvRow(['', WORDS.note[language], '', 'omitted-faults', message]);
  }
}

/** What may stand in each column of a list: a sender cannot mend a value without knowing the others. */
function acceptedValues(columns: ImportColumns): ReadonlyMap<string, Localized> {
  return new Map(
    describedColumns(columns)
      .filter(({ value }) => value.type === 'one-of')
      .map(({ name, expects }) => [name, expects]),
  );
}

/** The column of a fault: a fault within a list names its place, `recommendations.0.kind`. */
function namedColumn(field: string | null): string {
  return (field ?? '').replace(/\.\d+(?=\.|$)/g, '[]');
}

/** One row with `;`, as French spreadsheets expect; cells that would run as formulas are disarmed. */
function csvRow(cells: readonly string[]): string {
  return `${cells.map(csvCell).join(';')}\r\n`;
}

function csvCell(text: string): string {
  const harmless = FORMULA.test(text) ? `'${text}` : text;
  return /[";\r\n]/.test(harmless) ? `"${harmless.replaceAll('"', '""')}"` : harmless;
}
