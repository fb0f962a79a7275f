import { Inject, Injectable } from '@nestjs/common';

import { type Actor, authErrors } from '@passerelle/auth';
import { Clock, type Language, type LocalDate, yearOf } from '@passerelle/kernel';
import { Transactions } from '@passerelle/persistence';
import { PLATFORM_SETTINGS, type PlatformSettings, SETTINGS } from '@passerelle/service-kit';

import type { MediationSettings } from '../mediation.settings.js';
import { printed, type Printed, type PrintFormat } from '../printing/printed.js';
import { type Audience, audienceFor } from './audience.js';
import { FrozenStatisticsService } from './frozen-statistics.service.js';
import { annualReport } from './report.js';
import { type ShownReport, showReport, suppressReport } from './report-figures.js';
import { assertAddsUp, suppressSmallCells, type YearStatistics } from './statistics.js';
import type { RecordNationalFigures } from './statistics.dto.js';
import { statisticsErrors } from './statistics.errors.js';
import { type NationalFigures, StatisticsRepository } from './statistics.repository.js';

export interface ReportRequest {
  /** The reader's own by default. */
  readonly audience: Audience | undefined;
  readonly language: Language;
  readonly format: PrintFormat;
}

interface DatedReport {
  readonly shown: ShownReport;
  readonly computedOn: LocalDate;
}

@Injectable()
export class StatisticsService {
  constructor(
    private readonly repository: StatisticsRepository,
    private readonly frozen: FrozenStatisticsService,
    private readonly transactions: Transactions,
    private readonly clock: Clock,
    @Inject(SETTINGS) private readonly settings: MediationSettings,
    @Inject(PLATFORM_SETTINGS) private readonly platform: PlatformSettings,
  ) {}

  /** @throws DomainError `mediation/year-not-begun` */
  async statistics(actor: Actor, year: number): Promise<YearStatistics> {
    this.assertBegun(year);
    if (isMediator(actor)) return this.repository.yearFigures(year);
    const { figures } = await this.frozen.ofToday(year);
    assertAddsUp(figures.statistics);
    return suppressSmallCells(figures.statistics, this.settings.suppressionThreshold);
  }

  /** @throws DomainError `mediation/year-not-begun` */
  async recordNational(
    actor: Actor,
    year: number,
    figures: RecordNationalFigures,
  ): Promise<NationalFigures> {
    this.assertBegun(year);
    const recordedAt = this.clock.now();
    return this.transactions.run((tx) =>
      this.repository.recordNational(tx, { ...figures, year, recordedAt }, actor.subject),
    );
  }

  /** @throws DomainError `mediation/year-not-begun`, `auth/forbidden` */
  async report(
    actor: Actor,
    year: number,
    { audience: asked, language, format }: ReportRequest,
  ): Promise<Printed> {
    const audience = audienceFor(isMediator(actor), asked);
    if (audience === null) throw authErrors.forbidden();
    this.assertBegun(year);
    const { shown, computedOn } = await this.shownReport(year, audience);
    const before = await this.shownReport(year - 1, audience);
    const document = annualReport(shown, before.shown, {
      language,
      issuer: this.settings.serviceName,
      computedOn,
      // A demo is loaded with made-up cases.
      synthetic: this.platform.demo,
    });
    return printed(document, format, `mediation-${String(year)}-${language}`);
  }

  /** The report for mediators has the figures of this moment, every other one those of the day. */
  private async shownReport(year: number, audience: Audience): Promise<DatedReport> {
    if (audience === 'internal') {
      const { statistics, report } = await this.repository.allFigures(year);
      assertAddsUp(statistics);
      return { shown: showReport(statistics, report), computedOn: this.clock.today() };
    }
    const { figures, releasedOn } = await this.frozen.ofToday(year);
    assertAddsUp(figures.statistics);
    const threshold = this.settings.suppressionThreshold;
    return {
      shown: suppressReport(figures.statistics, figures.report, threshold),
      computedOn: releasedOn,
    };
  }

  private assertBegun(year: number): void {
    const today = this.clock.today();
    if (year > yearOf(today)) throw statisticsErrors.yearNotBegun({ year, today });
  }
}

function isMediator(actor: Actor): boolean {
  return actor.roles.includes('mediator');
}
