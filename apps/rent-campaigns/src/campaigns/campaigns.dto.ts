import { Day, Year } from '@passerelle/http';
import type { LocalDate } from '@passerelle/kernel';

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
  @Year({ description: 'The year whose July rent is declared' })
  referenceYear!: number;
}
