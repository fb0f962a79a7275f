import { Day, Shown, Whole } from '@passerelle/http';
import type { LocalDate } from '@passerelle/kernel';

import type { Campaign } from './campaign.entity.js';
import type { CampaignDates } from './campaign.js';

export class ChangeCampaign {
  @Day({ description: 'First day of declaring, 1 July of the reference year or later' })
  opensOn!: LocalDate;

  @Day({ description: 'From this day on the aid of tenants without a declaration is suspended' })
  suspensionOn!: LocalDate;

  @Day({ description: 'Last day of declaring' })
  closesOn!: LocalDate;

  @Day({ description: 'Last day of corrections, and of what the Caf records from paper' })
  correctionEndsOn!: LocalDate;
}

export class OpenCampaign extends ChangeCampaign implements CampaignDates {
  @Whole({ min: 2000, max: 2100, description: 'The year whose July rent is declared' })
  referenceYear!: number;
}

const day = { type: String, format: 'date' } as const;

export class CampaignView {
  @Shown({ type: 'integer' })
  referenceYear!: number;

  @Shown({ type: 'integer' })
  version!: number;

  @Shown(day)
  opensOn!: LocalDate;

  @Shown(day)
  suspensionOn!: LocalDate;

  @Shown(day)
  closesOn!: LocalDate;

  @Shown(day)
  correctionEndsOn!: LocalDate;

  @Shown({ description: 'Whether a roster of expected tenants is in force' })
  hasRoster!: boolean;
}

export function campaignView(campaign: Campaign): CampaignView {
  const { referenceYear, version, opensOn, suspensionOn, closesOn, correctionEndsOn } = campaign;
  return {
    referenceYear,
    version,
    opensOn,
    suspensionOn,
    closesOn,
    correctionEndsOn,
    hasRoster: campaign.rosterId !== null,
  };
}
