import { Inject, Injectable } from '@nestjs/common';

import type { Actor } from '@passerelle/auth';
import { type PrintableDocument, renderHtml, renderPdf } from '@passerelle/documents';
import { Clock, type Language, yearOf } from '@passerelle/kernel';
import { Transactions } from '@passerelle/persistence';
import { SETTINGS } from '@passerelle/service-kit';

import type { MediationSettings } from '../mediation.settings.js';
import { annualReport } from './report.js';
import { showReport, suppressReport } from './report-figures.js';
import { assertAddsUp, suppressSmallCells, type YearStatistics } from './statistics.js';
import type { RecordNationalFigures } from './statistics.dto.js';
import { statisticsErrors } from './statistics.errors.js';
import { type NationalFigures, StatisticsRepository } from './statistics.repository.js';

export const REPORT_MEDIA_TYPES = ['text/html', 'application/pdf'] as const;
export type ReportMediaType = (typeof REPORT_MEDIA_TYPES)[number];

@Injectable()
export class StatisticsService {
  constructor(
    private readonly repository: StatisticsRepository,
    private readonly transactions: Transactions,
    private readonly clock: Clock,
    @Inject(SETTINGS) private readonly settings: MediationSettings,
  ) {}

  /** @throws DomainError `mediation/year-not-begun` */
  async statistics(actor: Actor, year: number): Promise<YearStatistics> {
    this.assertBegun(year);
    const full = await this.repository.yearFigures(year);
    if (seesSmallCells(actor)) return full;
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

  /** @throws DomainError `mediation/year-not-begun` */
  async report(
    actor: Actor,
    year: number,
    language: Language,
    mediaType: ReportMediaType,
  ): Promise<string | Buffer> {
    this.assertBegun(year);
    const document = await this.reportDocument(actor, year, language);
    return mediaType === 'text/html' ? renderHtml(document) : renderPdf(document);
  }

  private async reportDocument(
    actor: Actor,
    year: number,
    language: Language,
  ): Promise<PrintableDocument> {
    const { statistics, report } = await this.repository.allFigures(year);
    assertAddsUp(statistics);
    const shown = seesSmallCells(actor)
      ? showReport(statistics, report)
      : suppressReport(statistics, report, this.settings.suppressionThreshold);
    return annualReport(shown, {
      language,
      issuer: this.settings.serviceName,
      computedOn: this.clock.today(),
    });
  }

  private assertBegun(year: number): void {
    const today = this.clock.today();
    if (year > yearOf(today)) throw statisticsErrors.yearNotBegun({ year, today });
  }
}

/** Mediators know the cases; to other readers a small cell could reveal a person (domain M8.1, M11.3). */
function seesSmallCells(actor: Actor): boolean {
  return actor.roles.includes('mediator');
}
