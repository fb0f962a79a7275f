import { Inject, Injectable } from '@nestjs/common';

import type { Actor } from '@passerelle/auth';
import type { PageQuery } from '@passerelle/http';
import { Clock } from '@passerelle/kernel';
import { SETTINGS } from '@passerelle/service-kit';

import { CampaignsService } from '../campaigns/campaigns.service.js';
import { reachOf } from '../landlords/reach.policy.js';
import { nextWaveAfter } from '../reminders/reminder-plan.js';
import type { RentCampaignsSettings } from '../rent-campaigns.settings.js';
import { SuspensionsService } from '../suspensions/suspensions.service.js';
import { ForecastRepository } from './forecast.repository.js';
import type { ForecastView } from './forecast.view.js';

@Injectable()
export class ForecastService {
  constructor(
    private readonly campaigns: CampaignsService,
    private readonly forecasts: ForecastRepository,
    private readonly suspensions: SuspensionsService,
    private readonly clock: Clock,
    @Inject(SETTINGS) private readonly settings: RentCampaignsSettings,
  ) {}

  async of(actor: Actor, year: string, { limit, after }: PageQuery): Promise<ForecastView> {
    const reach = reachOf(actor);
    const campaign = await this.campaigns.withRoster(year);
    const { referenceYear, suspensionOn } = campaign;
    const { reminderMonths: months, reminderDay } = this.settings;
    const totals = await this.forecasts.totals(campaign, reach);
    const page = await this.forecasts.byLandlord(campaign, reach, limit, after);
    const recorded = await this.suspensions.counts(referenceYear, reach);
    const rule = { months, day: reminderDay };
    const nextReminderOn = nextWaveAfter(campaign, rule, this.clock.today());
    return { referenceYear, suspensionOn, ...totals, ...recorded, nextReminderOn, ...page };
  }
}
