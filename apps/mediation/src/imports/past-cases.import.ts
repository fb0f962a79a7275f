import { Inject, Injectable } from '@nestjs/common';

import {
  dayOfArrival,
  type FieldOf,
  type ImportDefinition,
  ImportEngine,
  type ImportLine,
  type ImportRun,
  type StagedChunk,
  type StagedFault,
  type StagedValue,
} from '@passerelle/imports';
import { Clock, type LocalDate } from '@passerelle/kernel';
import type { Tx } from '@passerelle/persistence';
import { SETTINGS } from '@passerelle/service-kit';

import type { MediationSettings } from '../mediation.settings.js';
import { fingerprintOf } from './past-case.js';
import { MERGE_FIELDS, PAST_CASE_CODES } from './past-case-codes.js';
import { PastCaseEvents } from './past-case-events.service.js';
import { replay } from './past-case-replay.js';
import { readPastCase } from './past-case-line.js';
import { PAST_CASES, type PastCaseColumns } from './past-cases.columns.js';
import {
  KEY,
  PastCasesImportRepository,
  stagedCase,
  STAGING,
} from './past-cases-import.repository.js';
import { isFault } from './replayed-case.js';

/** Who sends the file. */
export interface PastCasesFile {
  readonly recordedBy: string;
}

interface Prepared {
  /** The day on which the file arrived. */
  readonly today: LocalDate;
}

/** Cases of a former system, each as it was replayed: one line a case. */
@Injectable()
export class PastCasesImport implements ImportDefinition<PastCaseColumns, PastCasesFile, Prepared> {
  readonly file = PAST_CASES;
  readonly staging = STAGING;
  readonly fills = [
    'referrals',
    'imported_cases',
    'information_requests',
    'recommendations',
    'timeline_entries',
  ];
  readonly key = KEY;
  /** Numbers are given in the order of the file. */
  readonly order = 'file';
  readonly codes = PAST_CASE_CODES;

  constructor(
    engine: ImportEngine,
    private readonly cases: PastCasesImportRepository,
    private readonly events: PastCaseEvents,
    private readonly clock: Clock,
    @Inject(SETTINGS) private readonly settings: MediationSettings,
  ) {
    engine.define(this);
  }

  prepare(run: ImportRun<PastCasesFile>): Promise<Prepared> {
    return Promise.resolve({ today: dayOfArrival(run, this.clock.today()) });
  }

  parse(line: ImportLine<PastCaseColumns>, { today }: Prepared): readonly StagedValue[] | null {
    const past = readPastCase(line, today);
    if (past === null) return null;
    const replayed = replay(past, today, this.settings);
    if (isFault(replayed)) {
      line.refuse(replayed.field as FieldOf<PastCaseColumns>, replayed.code);
      return null;
    }
    return stagedCase(past.externalReference, fingerprintOf(past), replayed);
  }

  async merge(
    tx: Tx,
    { table, importId, createdAt, context, prepared }: StagedChunk<PastCasesFile, Prepared>,
  ): Promise<readonly StagedFault[]> {
    const { recordedBy } = context;
    const recordedOn = prepared.today;
    const merge = { table, importId, recordedBy, recordedAt: createdAt, recordedOn };
    const { refused, written } = await this.cases.merge(tx, merge);
    await this.events.publish(tx, written);
    return refused.map(({ line, verdict }) => ({
      line,
      field: MERGE_FIELDS[verdict],
      code: verdict,
    }));
  }
}
