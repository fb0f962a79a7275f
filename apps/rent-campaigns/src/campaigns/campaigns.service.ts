import { Injectable } from '@nestjs/common';

import { assertExpected, type ExpectedVersions } from '@passerelle/http';
import { Clock, type LocalDate } from '@passerelle/kernel';
import { type Page, Transactions } from '@passerelle/persistence';

import { Campaign, type CampaignWithRoster } from './campaign.entity.js';
import { type CampaignDates, campaignFault } from './campaign.js';
import type { ChangeCampaign, OpenCampaign } from './campaigns.dto.js';
import { campaignErrors } from './campaigns.errors.js';
import { CampaignsRepository } from './campaigns.repository.js';

@Injectable()
export class CampaignsService {
  constructor(
    private readonly campaigns: CampaignsRepository,
    private readonly transactions: Transactions,
    private readonly clock: Clock,
  ) {}

  open(command: OpenCampaign): Promise<Campaign> {
    assertDates(command);
    return this.transactions.run(async (tx) => {
      const campaign = Object.assign(new Campaign(), command, {
        version: 1,
        rosterId: null,
        createdAt: this.clock.now(),
      });
      if (!(await this.campaigns.insert(tx, campaign))) {
        throw campaignErrors.campaignExists({ referenceYear: command.referenceYear });
      }
      return campaign;
    });
  }

  change(year: string, expected: ExpectedVersions, command: ChangeCampaign): Promise<Campaign> {
    return this.transactions.run(async (tx) => {
      const campaign = await this.campaigns.ofYearForChange(tx, yearIn(year));
      if (campaign === null) throw campaignErrors.unknownCampaign();
      assertExpected(expected, campaign.version);
      const dates = { ...command, referenceYear: campaign.referenceYear };
      assertDates(dates);
      const version = await this.campaigns.changeDates(tx, dates);
      return Object.assign(campaign, dates, { version });
    });
  }

  /** @throws DomainError `rent-campaigns/unknown-campaign` */
  async of(year: string): Promise<Campaign> {
    const campaign = await this.campaigns.ofYear(yearIn(year));
    if (campaign === null) throw campaignErrors.unknownCampaign();
    return campaign;
  }

  /** @throws DomainError `rent-campaigns/unknown-campaign`, `rent-campaigns/roster-missing` */
  async withRoster(year: string): Promise<CampaignWithRoster> {
    return assertRoster(await this.of(year));
  }

  list(limit: number, after?: string): Promise<Page<Campaign>> {
    return this.campaigns.page(limit, after);
  }

  /** The campaigns that recurring tasks work on: open for something on the day, today by default, with a roster. */
  async underWay(day: LocalDate = this.clock.today()): Promise<CampaignWithRoster[]> {
    const open = await this.campaigns.openOn(day);
    return open.filter((campaign): campaign is CampaignWithRoster => campaign.rosterId !== null);
  }
}

function assertDates(dates: CampaignDates): void {
  const fault = campaignFault(dates);
  if (fault === 'opens_before_july') {
    throw campaignErrors.opensBeforeJuly({ referenceYear: dates.referenceYear });
  }
  if (fault !== null) throw campaignErrors.datesOutOfOrder();
}

/** @throws DomainError `rent-campaigns/unknown-campaign`, `rent-campaigns/roster-missing` */
export function assertRoster(campaign: Campaign | null): CampaignWithRoster {
  if (campaign === null) throw campaignErrors.unknownCampaign();
  const { rosterId, referenceYear } = campaign;
  if (rosterId === null) throw campaignErrors.rosterMissing({ referenceYear });
  return { ...campaign, rosterId };
}

/**
 * The year of a path.
 *
 * @throws DomainError `rent-campaigns/unknown-campaign`
 */
export function yearIn(text: string): number {
  if (!/^\d{4}$/.test(text)) throw campaignErrors.unknownCampaign();
  return Number(text);
}
