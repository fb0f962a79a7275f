import { Inject, Injectable } from '@nestjs/common';

import { WorkingCalendar } from '@passerelle/kernel';
import { SETTINGS } from '@passerelle/service-kit';

import type { RentCampaignsSettings } from '../rent-campaigns.settings.js';
import { type ReportLimit, reportLimitOf } from './legal-clocks.js';
import type { TenancyEvent } from './tenancy-event.entity.js';

/** The limits of reports under the calendar and the settings of this Caf. */
@Injectable()
export class ReportLimitsService {
  constructor(
    private readonly calendar: WorkingCalendar,
    @Inject(SETTINGS)
    private readonly settings: Pick<RentCampaignsSettings, 'reportLimitsRolled'>,
  ) {}

  of(event: Pick<TenancyEvent, 'reportDueOn' | 'reportedOn'>): ReportLimit {
    return reportLimitOf(event, this.settings.reportLimitsRolled ? this.calendar : null);
  }
}
