import { Inject, Injectable, type OnModuleDestroy, type OnModuleInit } from '@nestjs/common';

import { DirectReads, prepared, type PreparedBody } from '@passerelle/http';
import { Logger } from '@passerelle/observability';
import { Renewal, SETTINGS } from '@passerelle/service-kit';

import type { RentCampaignsSettings } from '../rent-campaigns.settings.js';
import { progressOf } from './progress.js';
import { ProgressRepository } from './progress.repository.js';
import type { PublicRatesListView } from './progress.view.js';

const ROUTE = '/rent-campaigns/v1/rates';
const CAMPAIGNS = 10;

/**
 * The public figures in memory: the last frozen rates of each campaign, without counts. Rates frozen by this process
 * count at once, and rates frozen by another process within `RENT_CAMPAIGNS_REFRESH_MS`.
 */
@Injectable()
export class PublicRatesService implements OnModuleInit, OnModuleDestroy {
  private body = prepared(JSON.stringify({ items: [] } satisfies PublicRatesListView));
  private readonly renewal: Renewal;

  constructor(
    private readonly progress: ProgressRepository,
    private readonly directReads: DirectReads,
    logger: Logger,
    @Inject(SETTINGS) settings: RentCampaignsSettings,
  ) {
    this.renewal = new Renewal(
      () => this.load(),
      settings.refreshMs,
      (error) => {
        logger.error('looking for new rates failed', error);
      },
    );
  }

  async onModuleInit(): Promise<void> {
    await this.renewal.start();
    this.directReads.add([ROUTE], (url) =>
      url === ROUTE ? { route: ROUTE, body: this.body } : undefined,
    );
  }

  onModuleDestroy(): Promise<void> {
    return this.renewal.stop();
  }

  get latest(): PreparedBody {
    return this.body;
  }

  /** To be called after a commit that froze rates. */
  renew(): Promise<void> {
    return this.renewal.now();
  }

  private async load(): Promise<void> {
    const snapshots = await this.progress.lastSnapshots(CAMPAIGNS);
    const view: PublicRatesListView = {
      items: snapshots.map(({ referenceYear, takenFor: on, counts }) => {
        const { onlineRate, totalRate } = progressOf(counts);
        return { referenceYear, on, onlineRate, totalRate };
      }),
    };
    this.body = prepared(JSON.stringify(view));
  }
}
