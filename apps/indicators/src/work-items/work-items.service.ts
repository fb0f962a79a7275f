import { Injectable } from '@nestjs/common';

import { parseStrictJsonText } from '@passerelle/http';
import { Clock, DomainError, type Language } from '@passerelle/kernel';
import { currentContext } from '@passerelle/observability';
import { Transactions } from '@passerelle/persistence';

import { FileCalendar, type ImportedItem, type LineFault, readItem } from './import-line.js';
import type { ImportReport } from './work-items.dto.js';
import { workItemErrors } from './work-items.errors.js';
import { WorkItemsRepository } from './work-items.repository.js';

/** A mebibyte holds about 8,000 lines as systems write them; one of nothing but line ends, a million. */
export const MAX_LINES = 20_000;
/** The report names this many faults; the counts are of all. */
export const MAX_LISTED = 1_000;

const DUPLICATE = {
  field: 'itemId',
  code: 'duplicate',
  message: {
    fr: 'l’élément revient plus loin dans le fichier : cette ligne est ignorée',
    en: 'the item comes again further down: this line is ignored',
  },
} as const satisfies LineFault;

const UNREADABLE = {
  fr: 'la ligne n’est pas un document JSON valide',
  en: 'the line is not a valid JSON document',
};

interface NumberedFault extends LineFault {
  readonly line: number;
  readonly severity: 'refused' | 'doubtful';
}

/** What a file says, before anything is stored. */
interface ReadFile {
  readonly linesRead: number;
  readonly items: readonly ImportedItem[];
  readonly rejected: number;
  readonly doubtful: number;
  readonly faults: readonly NumberedFault[];
}

@Injectable()
export class WorkItemsService {
  constructor(
    private readonly workItems: WorkItemsRepository,
    private readonly transactions: Transactions,
    private readonly clock: Clock,
  ) {}

  /**
   * Takes over the good lines of a file; the others do not stop them.
   *
   * @throws DomainError `indicators/empty-import`, `indicators/too-many-lines`
   */
  async import(text: string): Promise<ImportReport> {
    const file = this.read(text);
    const accepted =
      file.items.length === 0
        ? 0
        : await this.transactions.run((tx) => this.workItems.replace(tx, file.items));
    const language = currentContext()?.language ?? 'fr';
    return {
      linesRead: file.linesRead,
      accepted,
      unchanged: file.items.length - accepted,
      rejected: file.rejected,
      doubtful: file.doubtful,
      errors: file.faults.slice(0, MAX_LISTED).map((fault) => shown(fault, language)),
      errorsNotListed: Math.max(0, file.faults.length - MAX_LISTED),
    };
  }

  private read(text: string): ReadFile {
    const lines = linesOf(text);
    if (lines.length === 0) throw workItemErrors.emptyImport();
    if (lines.length > MAX_LINES) throw workItemErrors.tooManyLines({ limit: MAX_LINES });
    const calendar = new FileCalendar(this.clock.today());
    const items = new Map<string, { item: ImportedItem; line: number }>();
    const faults: NumberedFault[] = [];
    let rejected = 0;
    let doubtful = 0;
    for (const { line, content } of lines) {
      const item = readLine(content, calendar);
      if (Array.isArray(item)) {
        rejected++;
        for (const fault of item) faults.push({ ...fault, line, severity: 'refused' });
        continue;
      }
      const earlier = items.get(item.itemId);
      if (earlier !== undefined) {
        doubtful++;
        faults.push({ ...DUPLICATE, line: earlier.line, severity: 'doubtful' });
      }
      items.set(item.itemId, { item, line });
    }
    return {
      linesRead: lines.length,
      items: [...items.values()].map(({ item }) => item),
      rejected,
      doubtful,
      faults: faults.sort((a, b) => a.line - b.line),
    };
  }
}

/** The lines that hold something, with their numbers in the file; Windows' marks at its start and line ends are taken. */
function linesOf(text: string): { line: number; content: string }[] {
  return text
    .replace(/^\uFEFF/, '')
    .split('\n')
    .map((content, index) => ({ line: index + 1, content: content.trim() }))
    .filter(({ content }) => content !== '');
}

function readLine(content: string, calendar: FileCalendar): ImportedItem | LineFault[] {
  let value: unknown;
  try {
    value = parseStrictJsonText(content);
  } catch (error) {
    if (!(error instanceof DomainError)) throw error;
    const { code, title } = error.definition;
    const name = code.replace(/^request\//, '');
    return [{ field: null, code: name, message: name === 'malformed-json' ? UNREADABLE : title }];
  }
  return readItem(value, calendar);
}

function shown({ line, severity, field, code, message }: NumberedFault, language: Language) {
  return { line, severity, field, code, message: message[language] };
}
