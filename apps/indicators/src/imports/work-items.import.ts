import { Injectable } from '@nestjs/common';

import {
  type ImportDefinition,
  ImportEngine,
  type ImportLine,
  type ImportRun,
  type StagedChunk,
  type StagedFault,
  type StagedValue,
} from '@passerelle/imports';
import { Clock, parisDay } from '@passerelle/kernel';
import type { Tx } from '@passerelle/persistence';

import { CATEGORIES } from '../delay-rule/category.js';
import { EARLIEST_DAY } from '../work-items/work-item.js';
import { BATCH_STAGING } from '../work-items/batch-staging.js';
import { WorkItemsService } from '../work-items/work-items.service.js';
import { FileCalendar } from './file-calendar.js';

const COLUMNS = [
  { name: 'itemId', required: true },
  { name: 'category', required: true },
  { name: 'receivedOn', required: true },
  { name: 'startedAt' },
  { name: 'completedAt' },
  { name: 'urgent' },
  { name: 'resumed' },
  { name: 'automatic' },
] as const;
type Column = (typeof COLUMNS)[number]['name'];

const ITEM_ID = /^[A-Za-z0-9][\w.:/#-]{0,63}$/;

export const WORK_ITEMS = 'work-items';

/** Items as a batch tells of them: a line is the whole present state of its item. */
@Injectable()
export class WorkItemsImport implements ImportDefinition<Column, null, FileCalendar> {
  readonly kind = WORK_ITEMS;
  readonly formats = ['csv', 'ndjson'] as const;
  readonly columns = COLUMNS;
  readonly staging = BATCH_STAGING;
  readonly key = ['item_id'];
  /** A journal of states is a file too: what it says last of an item is how the item stands. */
  readonly counts = 'last';
  readonly codes = {
    'item-id': {
      fr: 'un identifiant de 1 à 64 caractères : lettres, chiffres et _ . : / # -',
      en: 'an identifier of 1 to 64 characters: letters, digits and _ . : / # -',
    },
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
  };

  constructor(
    engine: ImportEngine,
    private readonly workItems: WorkItemsService,
    private readonly clock: Clock,
  ) {
    engine.define(this);
  }

  prepare({ createdAt }: ImportRun<null>): Promise<FileCalendar> {
    const arrived = parisDay(createdAt);
    const now = this.clock.today();
    // The day of arrival, in every attempt: one after midnight must not judge the rest of the file anew.
    return Promise.resolve(new FileCalendar(arrived < now ? arrived : now));
  }

  parse(line: ImportLine<Column>, calendar: FileCalendar): readonly StagedValue[] | null {
    const itemId = line.text('itemId', { required: true, pattern: ITEM_ID, code: 'item-id' });
    const category = line.oneOf('category', CATEGORIES, { required: true });
    const receivedOn = line.day('receivedOn', { required: true });
    const receipt = receivedOn && calendar.startOf(receivedOn);
    if (receivedOn !== undefined && receivedOn < EARLIEST_DAY) {
      line.refuse('receivedOn', 'too-early');
    } else if (receipt !== undefined && receipt >= calendar.tomorrow) {
      line.refuse('receivedOn', 'in-future');
    }
    const startedAt = this.moment(line, 'startedAt', calendar, receipt);
    const completedAt = this.moment(line, 'completedAt', calendar, receipt, startedAt);
    const urgent = line.flag('urgent') ?? false;
    const resumed = line.flag('resumed') ?? false;
    const automatic = line.flag('automatic') ?? false;
    if (line.refused) return null;
    return [
      itemId,
      category,
      receivedOn,
      startedAt?.toISOString(),
      completedAt?.toISOString(),
      urgent,
      resumed,
      automatic,
    ];
  }

  async merge(tx: Tx, { table }: StagedChunk<null, FileCalendar>): Promise<readonly StagedFault[]> {
    await this.workItems.mergeBatch(tx, table);
    return [];
  }

  /** An instant that is neither to come nor before the receipt, in milliseconds, nor before the start. */
  private moment(
    line: ImportLine<Column>,
    field: 'startedAt' | 'completedAt',
    calendar: FileCalendar,
    receipt: number | undefined,
    start?: Date,
  ): Date | undefined {
    const at = line.instant(field);
    if (at === undefined) return undefined;
    const time = at.getTime();
    if (time >= calendar.tomorrow) line.refuse(field, 'in-future');
    else if (receipt !== undefined && time < receipt) line.refuse(field, 'before-receipt');
    else if (start !== undefined && at < start) line.refuse(field, 'before-start');
    return at;
  }
}
