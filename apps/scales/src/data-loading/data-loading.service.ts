import { createHash } from 'node:crypto';

import { Inject, Injectable, type OnModuleInit } from '@nestjs/common';

import { Clock } from '@passerelle/kernel';
import { Logger } from '@passerelle/observability';
import { Transactions, type Tx } from '@passerelle/persistence';
import { SETTINGS } from '@passerelle/service-kit';

import type { NewPeriod, StoredFigure } from '../scales/catalogue.js';
import { CatalogueService } from '../scales/catalogue.service.js';
import { type Figure, refOf } from '../scales/scale.js';
import { knownFromDay, layOut, place, PublishedTooEarly } from '../scales/timeline.js';
import type { ScalesSettings } from '../scales.settings.js';
import { DataLoadingRepository, type RecordedFigure } from './data-loading.repository.js';
import type { LoadedSeries } from './consistency.js';
import { assemble, type DataSet } from './data-set.js';
import { DATA_FOLDER, readDataFiles } from './data-set.reader.js';

/** What a load did; figures that differ from what was published are left to a correction by two people. */
export interface LoadReport {
  readonly added: number;
  readonly leftOut: readonly string[];
}

/** Loads the figures that the service ships with, once per content of the files. */
@Injectable()
export class DataLoadingService implements OnModuleInit {
  constructor(
    private readonly repository: DataLoadingRepository,
    private readonly catalogue: CatalogueService,
    private readonly transactions: Transactions,
    private readonly clock: Clock,
    private readonly logger: Logger,
    @Inject(SETTINGS) private readonly settings: ScalesSettings,
  ) {}

  async onModuleInit(): Promise<void> {
    if (!this.settings.loadFigures) return;
    const report = await this.load(DATA_FOLDER);
    if (!report) return;
    this.logger.info('figures loaded', { added: report.added, leftOut: report.leftOut.length });
    for (const ref of report.leftOut) {
      this.logger.warn('a shipped figure differs from the published one: publish a correction', {
        ref,
      });
    }
  }

  /**
   * Undefined when the same files were loaded before.
   * @throws FaultyDataSet naming file and key of everything wrong
   */
  async load(folder: string): Promise<LoadReport | undefined> {
    const files = await readDataFiles(folder);
    const hash = createHash('sha256');
    for (const { name, text } of [files.indices, ...files.scales])
      hash.update(`${name}\n${text}\n`);
    const fingerprint = hash.digest('hex');
    if ((await this.repository.loadedHash()) === fingerprint) return undefined;
    const dataSet = assemble(files.indices, files.scales);
    return this.transactions.run(async (tx) => {
      await this.repository.lock(tx);
      if ((await this.repository.loadedHash()) === fingerprint) return undefined;
      return this.save(tx, dataSet, fingerprint);
    });
  }

  private async save(tx: Tx, dataSet: DataSet, fingerprint: string): Promise<LoadReport> {
    const isFirst = !(await this.repository.exists(tx));
    if (isFirst) await this.repository.begin(tx, dataSet, fingerprint);
    else if (!(await this.catalogue.hold(tx)))
      throw new Error('a publication is taking effect: start again');
    const ids = await this.repository.storeDefinitions(tx, dataSet);
    const recorded = new Map<string, RecordedFigure>();
    for (const figure of await this.repository.figures(tx)) {
      recorded.set(`${figure.seriesId} ${figure.effectiveFrom}`, figure);
    }
    const leftOut: string[] = [];
    let added = 0;
    const whole: NewPeriod[] = [];
    const known = new Set([...recorded.keys()].map((key) => Number(key.split(' ')[0])));
    for (const loaded of dataSet.series) {
      const seriesId = ids.get(refOf(loaded.series)) ?? 0;
      if (known.has(seriesId)) {
        added += await this.extend(tx, seriesId, loaded, recorded, leftOut);
        continue;
      }
      const figures = loaded.figures.map((figure) => this.stored(figure));
      added += figures.length;
      whole.push(...layOut(figures).map((period) => ({ seriesId, period })));
    }
    await this.catalogue.add(tx, whole);
    if (!isFirst) {
      await this.repository.storeIndices(tx, dataSet, fingerprint);
      await this.catalogue.raiseRevision(tx);
    }
    return { added, leftOut };
  }

  /** Figures of days that a known series does not have yet, in the order in which they became known. */
  private async extend(
    tx: Tx,
    seriesId: number,
    { series, figures }: LoadedSeries,
    recorded: ReadonlyMap<string, RecordedFigure>,
    leftOut: string[],
  ): Promise<number> {
    let added = 0;
    const fresh = figures.filter((figure) => {
      const known = recorded.get(`${seriesId} ${figure.effectiveFrom}`);
      if (known && !isSame(known, figure)) {
        leftOut.push(`${refOf(series)} ${figure.effectiveFrom}`);
      }
      return known === undefined;
    });
    const stored = fresh
      .map((figure) => this.stored(figure))
      .sort((a, b) => a.knownFrom - b.knownFrom);
    for (const { figure, knownFrom } of stored) {
      const open = (await this.catalogue.openPeriods(tx, [seriesId])).get(seriesId) ?? [];
      try {
        const placement = place(open, figure, knownFrom);
        const closedId = open.find((period) => period === placement.closed)?.id ?? null;
        await this.catalogue.place(tx, [{ seriesId, placement, closedId, knownFrom }]);
        added += 1;
      } catch (error) {
        if (!(error instanceof PublishedTooEarly)) throw error;
        leftOut.push(`${refOf(series)} ${figure.effectiveFrom}`);
      }
    }
    return added;
  }

  private stored(figure: Figure): { readonly figure: StoredFigure; readonly knownFrom: number } {
    const recordedAt = this.clock.now().toISOString();
    return {
      figure: { ...figure, recordedAt, correctionReason: null, versionId: null },
      knownFrom: knownFromDay(figure.publishedOn),
    };
  }
}

function isSame(recorded: RecordedFigure, { values, reference }: Figure): boolean {
  return (
    recorded.reference === reference && JSON.stringify(recorded.values) === JSON.stringify(values)
  );
}
