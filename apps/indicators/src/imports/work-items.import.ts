import { Injectable } from '@nestjs/common';

import {
  dayOfArrival,
  type ImportDefinition,
  ImportEngine,
  type ImportLine,
  type ImportRun,
  type StagedChunk,
  type StagedFault,
  type StagedValue,
} from '@passerelle/imports';
import { Clock, fillSentence } from '@passerelle/kernel';
import type { Tx } from '@passerelle/persistence';

import { BATCH_STAGING } from '../work-items/batch-staging.js';
import { EARLIEST_DAY } from '../work-items/work-item.js';
import { WorkItemsService } from '../work-items/work-items.service.js';
import { FileCalendar } from './file-calendar.js';
import { type WorkItemColumns, WORK_ITEMS } from './work-items.columns.js';

type Line = ImportLine<WorkItemColumns>;

/** The items of a batch. A line is the whole present state of its item. */
@Injectable()
export class WorkItemsImport implements ImportDefinition<WorkItemColumns, null, FileCalendar> {
  readonly file = WORK_ITEMS;
  readonly staging = BATCH_STAGING;
  readonly fills = ['work_items'];
  readonly key = ['item_id'];
  /** A file may state an item several times, as a journal does: the last state of the item is in force. */
  readonly counts = 'last';
  readonly codes = {
    'item-id': WORK_ITEMS.columns.itemId.value.expects,
    'too-early': fillSentence(
      { fr: 'date antérieure au {earliest}', en: 'date before {earliest}' },
      { earliest: EARLIEST_DAY },
    ),
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

  prepare(run: ImportRun<null>): Promise<FileCalendar> {
    return Promise.resolve(new FileCalendar(dayOfArrival(run, this.clock.today())));
  }

  parse(line: Line, calendar: FileCalendar): readonly StagedValue[] | null {
    const row = line.read();
    const { receivedOn } = row;
    const receipt = receivedOn === null ? null : calendar.startOf(receivedOn);
    if (receivedOn !== null && receivedOn < EARLIEST_DAY) line.refuse('receivedOn', 'too-early');
    else if (receipt !== null && receipt >= calendar.tomorrow) {
      line.refuse('receivedOn', 'in-future');
    }
    const { startedAt, completedAt } = row;
    if (startedAt !== null)
      checkMoment(line, 'startedAt', startedAt, { calendar, receipt, start: null });
    if (completedAt !== null) {
      checkMoment(line, 'completedAt', completedAt, { calendar, receipt, start: startedAt });
    }
    if (line.refused) return null;
    return [
      row.itemId,
      row.category,
      receivedOn,
      startedAt?.toISOString(),
      completedAt?.toISOString(),
      row.urgent ?? false,
      row.resumed ?? false,
      row.automatic ?? false,
    ];
  }

  async merge(tx: Tx, { table }: StagedChunk<null, FileCalendar>): Promise<readonly StagedFault[]> {
    await this.workItems.mergeBatch(tx, table);
    return [];
  }
}

/** An instant lies neither in the future nor before the receipt, and the end not before the start. */
function checkMoment(
  line: Line,
  field: 'startedAt' | 'completedAt',
  at: Date,
  {
    calendar,
    receipt,
    start,
  }: { calendar: FileCalendar; receipt: number | null; start: Date | null },
): void {
  const time = at.getTime();
  if (time >= calendar.tomorrow) line.refuse(field, 'in-future');
  else if (receipt !== null && time < receipt) line.refuse(field, 'before-receipt');
  else if (start !== null && at < start) line.refuse(field, 'before-start');
}
