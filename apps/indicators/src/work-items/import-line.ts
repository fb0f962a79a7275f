import {
  addDays,
  isLocalDate,
  type LocalDate,
  type Localized,
  startOfParisDay,
} from '@passerelle/kernel';

import { CATEGORIES, type Category, EARLIEST_DAY } from './work-item.js';

/** An item as a batch tells of it: the whole of its present state. */
export interface ImportedItem {
  readonly itemId: string;
  readonly category: Category;
  readonly receivedOn: LocalDate;
  /** RFC 3339, UTC. */
  readonly startedAt: string | null;
  readonly completedAt: string | null;
  readonly urgent: boolean;
  readonly resumed: boolean;
  readonly automatic: boolean;
}

/** What is wrong with a line. Never quotes its values: a report may be kept where the file may not. */
export interface LineFault {
  /** The member concerned; `null` for the line as a whole. */
  readonly field: string | null;
  readonly code: string;
  readonly message: Localized;
}

const INSTANT =
  /^(\d{4}-\d{2}-\d{2})T([01]\d|2[0-3]):[0-5]\d:[0-5]\d(?:\.\d{1,6})?(?:Z|[+-](?:0\d|1[0-4]):[0-5]\d)$/;
const ITEM_ID = /^[A-Za-z0-9][\w.:/#-]{0,63}$/;
/** A member's name is repeated in the report only when it looks like one. */
const MEMBER_NAME = /^[A-Za-z]\w{0,29}$/;

const MEMBERS: ReadonlySet<string> = new Set([
  'itemId',
  'category',
  'receivedOn',
  'startedAt',
  'completedAt',
  'urgent',
  'resumed',
  'automatic',
]);

const MESSAGES = {
  object: { fr: 'un objet JSON est attendu', en: 'a JSON object is expected' },
  'unknown-member': { fr: 'membre inconnu', en: 'unknown member' },
  required: { fr: 'membre obligatoire', en: 'required member' },
  'item-id': {
    fr: 'un identifiant de 1 à 64 caractères : lettres, chiffres et _ . : / # -',
    en: 'an identifier of 1 to 64 characters: letters, digits and _ . : / # -',
  },
  'one-of': {
    fr: `une valeur parmi : ${CATEGORIES.join(', ')}`,
    en: `one of: ${CATEGORIES.join(', ')}`,
  },
  day: { fr: 'une date existante, AAAA-MM-JJ', en: 'an existing date, YYYY-MM-DD' },
  instant: {
    fr: 'un instant RFC 3339, par exemple 2024-03-26T08:30:00Z',
    en: 'an RFC 3339 instant, for example 2024-03-26T08:30:00Z',
  },
  flag: { fr: 'true ou false', en: 'true or false' },
  'too-early': {
    fr: `date antérieure au ${EARLIEST_DAY}`,
    en: `date before ${EARLIEST_DAY}`,
  },
  'in-future': { fr: 'date à venir', en: 'date in the future' },
  'before-receipt': { fr: 'antérieur au jour de réception', en: 'before the day of receipt' },
  'before-start': {
    fr: 'antérieur au début du traitement',
    en: 'before the start of processing',
  },
} as const satisfies Record<string, Localized>;

export type LineFaultCode = keyof typeof MESSAGES;

/** The calendar of one file: its lines name few different days, so each is worked out once. */
export class FileCalendar {
  /** The instant at which everything lies in the future. */
  readonly tomorrow: number;
  private readonly starts = new Map<string, number | undefined>();

  constructor(readonly today: LocalDate) {
    this.tomorrow = startOfParisDay(addDays(today, 1)).getTime();
  }

  /** When a day begins in Paris, in milliseconds; undefined for what is no day. */
  startOf(day: string): number | undefined {
    if (this.starts.has(day)) return this.starts.get(day);
    const start = isLocalDate(day) ? startOfParisDay(day).getTime() : undefined;
    this.starts.set(day, start);
    return start;
  }

  /** An RFC 3339 instant in milliseconds; undefined for what is none. */
  instant(text: unknown): number | undefined {
    if (typeof text !== 'string') return undefined;
    const day = INSTANT.exec(text)?.[1];
    return day === undefined || this.startOf(day) === undefined ? undefined : Date.parse(text);
  }
}

/**
 * Reads one parsed line. Plain checks instead of a schema library: a file has thousands of lines, and
 * a library takes several times as long for each.
 *
 * @returns the item, or everything that is wrong with it
 */
export function readItem(value: unknown, calendar: FileCalendar): ImportedItem | LineFault[] {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    return [fault(null, 'object')];
  }
  const line = value as Readonly<Record<string, unknown>>;
  const faults: LineFault[] = Object.keys(line)
    .filter((name) => !MEMBERS.has(name))
    .map((name) => fault(MEMBER_NAME.test(name) ? name : null, 'unknown-member'));
  const refuse = (field: string, code: LineFaultCode): void => {
    faults.push(fault(field, code));
  };

  const { itemId, category, receivedOn } = line;
  if (itemId === undefined) refuse('itemId', 'required');
  else if (typeof itemId !== 'string' || !ITEM_ID.test(itemId)) refuse('itemId', 'item-id');
  if (category === undefined) refuse('category', 'required');
  else if (!CATEGORIES.includes(category as Category)) refuse('category', 'one-of');
  const receipt = typeof receivedOn === 'string' ? calendar.startOf(receivedOn) : undefined;
  if (receivedOn === undefined) refuse('receivedOn', 'required');
  else if (receipt === undefined) refuse('receivedOn', 'day');
  else if ((receivedOn as string) < EARLIEST_DAY) refuse('receivedOn', 'too-early');
  else if (receipt >= calendar.tomorrow) refuse('receivedOn', 'in-future');

  const moment = (field: 'startedAt' | 'completedAt', start?: number): number | undefined => {
    if (isAbsent(line[field])) return undefined;
    const at = calendar.instant(line[field]);
    if (at === undefined) refuse(field, 'instant');
    else if (at >= calendar.tomorrow) refuse(field, 'in-future');
    else if (receipt !== undefined && at < receipt) refuse(field, 'before-receipt');
    else if (start !== undefined && at < start) refuse(field, 'before-start');
    return at;
  };
  const startedAt = moment('startedAt');
  const completedAt = moment('completedAt', startedAt);
  for (const field of ['urgent', 'resumed', 'automatic'] as const) {
    if (!isAbsent(line[field]) && typeof line[field] !== 'boolean') refuse(field, 'flag');
  }

  if (faults.length > 0) return faults;
  return {
    itemId: itemId as string,
    category: category as Category,
    receivedOn: receivedOn as LocalDate,
    startedAt: startedAt === undefined ? null : new Date(startedAt).toISOString(),
    completedAt: completedAt === undefined ? null : new Date(completedAt).toISOString(),
    urgent: line.urgent === true,
    resumed: line.resumed === true,
    automatic: line.automatic === true,
  };
}

/** Exports of other systems write `null` for what they do not know. */
function isAbsent(value: unknown): boolean {
  return value === undefined || value === null;
}

function fault(field: string | null, code: LineFaultCode): LineFault {
  return { field, code, message: MESSAGES[code] };
}
