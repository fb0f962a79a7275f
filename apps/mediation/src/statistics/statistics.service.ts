import { Inject, Injectable } from '@nestjs/common';

import { type Actor, authErrors } from '@passerelle/auth';
import { Clock, type Language, yearOf } from '@passerelle/kernel';
import { Transactions } from '@passerelle/persistence';
import { PLATFORM_SETTINGS, type PlatformSettings, SETTINGS } from '@passerelle/service-kit';

import type { MediationSettings } from '../mediation.settings.js';
import { printed, type Printed, type PrintFormat } from '../printing/printed.js';
import { type Audience, audienceFor } from './audience.js';
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

@Injectable()
export class StatisticsService {
  constructor(
    private readonly repository: StatisticsRepository,
    private readonly transactions: Transactions,
    private readonly clock: Clock,
    @Inject(SETTINGS) private readonly settings: MediationSettings,
    @Inject(PLATFORM_SETTINGS) private readonly platform: PlatformSettings,
  ) {}

  /** @throws DomainError `mediation/year-not-begun` */
  async statistics(actor: Actor, year: number): Promise<YearStatistics> {
    this.assertBegun(year);
    const full = await this.repository.yearFigures(year);
    if (isMediator(actor)) return full;
    assertAddsUp(full);
    return suppressSmallCells(full, this.settings.suppressionThreshold);
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
    const shown = await this.shownReport(year, audience);
    const before = await this.shownReport(year - 1, audience);
    const document = annualReport(shown, before, {
      language,
      issuer: this.settings.serviceName,
      computedOn: this.clock.today(),
      // A demo is loaded with made-up cases.
      synthetic: this.platform.demo,
    });
    return printed(document, format, `mediation-${String(year)}-${language}`);
  }

  private async shownReport(year: number, audience: Audience): Promise<ShownReport> {
    const { statistics, report } = await this.repository.allFigures(year);
    assertAddsUp(statistics);
    return audience === 'internal'
      ? showReport(statistics, report)
      : suppressReport(statistics, report, this.settings.suppressionThreshold);
  }

  private assertBegun(year: number): void {
    const today = this.clock.today();
    if (year > yearOf(today)) throw statisticsErrors.yearNotBegun({ year, today });
  }
}

function isMediator(actor: Actor): boolean {
  return actor.roles.includes('mediator');
}
