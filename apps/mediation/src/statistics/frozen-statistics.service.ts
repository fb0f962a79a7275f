import { Inject, Injectable } from '@nestjs/common';

import { Clock, yearOf } from '@passerelle/kernel';
import { Transactions } from '@passerelle/persistence';
import { SETTINGS } from '@passerelle/service-kit';

import type { MediationSettings } from '../mediation.settings.js';
import { FrozenStatisticsRepository } from './frozen-statistics.repository.js';
import { frozenFor, type FrozenYear } from './frozen-year.js';
import { StatisticsRepository } from './statistics.repository.js';

/** The report of the first year of the statistics compares with this one. */
const FIRST_YEAR = 1999;

/**
 * The figures that all readers but the mediators see: the same ones during a day, whatever happens to the cases
 * (domain M8.1). The nightly task freezes them; where it did not run, the first reading of the day does.
 */
@Injectable()
export class FrozenStatisticsService {
  constructor(
    private readonly frozen: FrozenStatisticsRepository,
    private readonly statistics: StatisticsRepository,
    private readonly transactions: Transactions,
    private readonly clock: Clock,
    @Inject(SETTINGS) private readonly settings: MediationSettings,
  ) {}

  async ofToday(year: number): Promise<FrozenYear> {
    return (await this.frozen.ofDay(year, this.clock.today())) ?? this.freeze(year);
  }

  /** The years one after another: a run that breaks off has frozen the ones before. */
  async freezeAll(): Promise<void> {
    for (let year = FIRST_YEAR; year <= yearOf(this.clock.today()); year += 1) {
      await this.freeze(year);
    }
  }

  private freeze(year: number): Promise<FrozenYear> {
    return this.transactions.run(async (tx) => {
      // One view of the cases for all statements; of two runs at once, the second starts anew.
      await tx.query('set transaction isolation level repeatable read');
      const today = this.clock.today();
      const former = await this.frozen.lastForChange(tx, year);
      if (former !== null && former.checkedOn >= today) return former;
      const figures = {
        statistics: await this.statistics.yearFigures(year),
        report: await this.statistics.reportFigures(year),
      };
      const cases = await this.frozen.digests(year);
      const frozen = frozenFor(
        today,
        former,
        { figures, cases },
        this.settings.suppressionThreshold,
      );
      await this.frozen.store(tx, year, frozen);
      return frozen;
    });
  }
}
