import { Shown } from '@passerelle/http';
import type { LocalDate } from '@passerelle/kernel';

import type { Campaign } from './campaign.entity.js';

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
