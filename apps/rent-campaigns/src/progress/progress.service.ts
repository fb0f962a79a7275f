import { Injectable } from '@nestjs/common';

import { Clock, type LocalDate } from '@passerelle/kernel';
import { type Page, Transactions } from '@passerelle/persistence';

import type { CampaignWithRoster } from '../campaigns/campaign.entity.js';
import { CampaignsService } from '../campaigns/campaigns.service.js';
import { runningRates } from './daily-rates.js';
import type { ProgressSnapshot } from './progress-snapshot.entity.js';
import type { DaysQuery } from './progress.dto.js';
import { progressErrors } from './progress.errors.js';
import { progressOf } from './progress.js';
import { ProgressRepository } from './progress.repository.js';
import { PublicRatesService } from './public-rates.service.js';
import { type Counted, type DaysView, type ProgressView, progressView } from './progress.view.js';

@Injectable()
export class ProgressService {
  constructor(
    private readonly campaigns: CampaignsService,
    private readonly progress: ProgressRepository,
    private readonly publicRates: PublicRatesService,
    private readonly transactions: Transactions,
    private readonly clock: Clock,
  ) {}

  /** The snapshot of the day, or the figures counted now when the day has no snapshot. */
  async on(year: string, day?: LocalDate): Promise<ProgressView> {
    const campaign = await this.campaigns.withRoster(year);
    const on = this.dayWithin(campaign, day);
    const frozen = await this.progress.snapshot(campaign.referenceYear, on);
    return progressView(frozen === null ? await this.count(campaign, on) : countedIn(frozen));
  }

  /** The totals of every day of a period, over the tenants expected on its last day. */
  async days(year: string, { from, to }: DaysQuery): Promise<DaysView> {
    const campaign = await this.campaigns.withRoster(year);
    const first = from === undefined || from < campaign.opensOn ? campaign.opensOn : from;
    const limit = earlier(this.clock.today(), campaign.correctionEndsOn);
    const last = to === undefined ? limit : earlier(to, limit);
    const { counts } = await this.count(campaign, last);
    const declared = await this.progress.dailyCounts(campaign, last);
    return { items: runningRates(declared, progressOf(counts).expected, first, last) };
  }

  async freeze(year: string, subject: string, day?: LocalDate): Promise<ProgressView> {
    const campaign = await this.campaigns.withRoster(year);
    const on = this.dayWithin(campaign, day);
    const counted = await this.take(campaign, on, subject);
    if (counted === null) throw progressErrors.alreadyFrozen({ on });
    return progressView(counted);
  }

  /** The nightly snapshot of every campaign under way on that day; a repeated run changes nothing. */
  async freezeAll(day: LocalDate): Promise<void> {
    for (const campaign of await this.campaigns.underWay(day)) {
      if (day >= campaign.opensOn) await this.take(campaign, day, null);
    }
  }

  async snapshots(year: string, limit: number, after?: string): Promise<Page<ProgressView>> {
    const { referenceYear } = await this.campaigns.of(year);
    const page = await this.progress.snapshots(referenceYear, limit, after);
    return { ...page, items: page.items.map((snapshot) => progressView(countedIn(snapshot))) };
  }

  private async take(
    campaign: CampaignWithRoster,
    on: LocalDate,
    subject: string | null,
  ): Promise<Counted | null> {
    const taken = await this.transactions.run(async (tx) => {
      const counted = await this.count(campaign, on);
      const frozen = await this.progress.freeze(tx, {
        referenceYear: campaign.referenceYear,
        takenFor: on,
        counts: counted.counts,
        takenAt: counted.at,
        takenBy: subject,
      });
      return frozen ? { ...counted, frozen } : null;
    });
    if (taken !== null) await this.publicRates.renew();
    return taken;
  }

  private async count(campaign: CampaignWithRoster, on: LocalDate): Promise<Counted> {
    const counts = await this.progress.countsOn(campaign, on);
    const { referenceYear } = campaign;
    return { referenceYear, on, counts, at: this.clock.now(), frozen: false };
  }

  private dayWithin({ opensOn }: CampaignWithRoster, day: LocalDate | undefined): LocalDate {
    const today = this.clock.today();
    const on = day ?? today;
    if (on < opensOn || on > today) throw progressErrors.dayOutOfCampaign({ opensOn, today });
    return on;
  }
}

function countedIn({ referenceYear, takenFor: on, counts, takenAt }: ProgressSnapshot): Counted {
  return { referenceYear, on, counts, at: takenAt, frozen: true };
}

function earlier(one: LocalDate, other: LocalDate): LocalDate {
  return one < other ? one : other;
}
