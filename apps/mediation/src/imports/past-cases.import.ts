import { createHash } from 'node:crypto';

import { Inject, Injectable } from '@nestjs/common';

import {
  type ImportDefinition,
  ImportEngine,
  type ImportLine,
  type ImportRun,
  type StagedChunk,
  type StagedFault,
  type StagedValue,
} from '@passerelle/imports';
import { Clock, type LocalDate, parisDay } from '@passerelle/kernel';
import type { Tx } from '@passerelle/persistence';
import { SETTINGS } from '@passerelle/service-kit';

import type { MediationSettings } from '../mediation.settings.js';
import { MERGE_FIELDS, PAST_CASE_CODES } from './past-case-codes.js';
import { PastCaseEvents } from './past-case-events.service.js';
import { isFault, relive } from './past-case-life.js';
import { PAST_CASE_MEMBERS, type PastCaseField, readPastCase } from './past-case-line.js';
import {
  KEY,
  PastCasesImportRepository,
  stagedCase,
  STAGING,
} from './past-cases-import.repository.js';

export const PAST_CASES = 'past-cases';

/** Who sends the file. */
export interface PastCasesFile {
  readonly recordedBy: string;
}

interface Prepared {
  /** The day on which the file arrived. */
  readonly today: LocalDate;
}

/** Cases of a former system, each as it was lived: one line a case. */
@Injectable()
export class PastCasesImport implements ImportDefinition<PastCaseField, PastCasesFile, Prepared> {
  readonly kind = PAST_CASES;
  readonly formats = ['ndjson'] as const;
  readonly columns = PAST_CASE_MEMBERS.map((name) => ({ name }));
  readonly staging = STAGING;
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

  prepare({ createdAt }: ImportRun<PastCasesFile>): Promise<Prepared> {
    const arrived = parisDay(createdAt);
    const now = this.clock.today();
    // The day of arrival, in every attempt: one after midnight must not judge the rest of the file anew.
    return Promise.resolve({ today: arrived < now ? arrived : now });
  }

  parse(line: ImportLine<PastCaseField>, { today }: Prepared): readonly StagedValue[] | null {
    const past = readPastCase(line, today);
    if (past === null) return null;
    const lived = relive(past, today, this.settings);
    if (isFault(lived)) {
      line.refuse(lived.field as PastCaseField, lived.code);
      return null;
    }
    const fingerprint = createHash('sha256').update(JSON.stringify(past)).digest('base64');
    return stagedCase(past.externalReference, fingerprint, lived);
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
