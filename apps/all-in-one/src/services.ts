import { identity } from '@passerelle/identity/service';
import { indicators } from '@passerelle/indicators/service';
import { mediation } from '@passerelle/mediation/service';
import { notifications } from '@passerelle/notifications/service';
import { rentCampaigns } from '@passerelle/rent-campaigns/service';
import { scales } from '@passerelle/scales/service';
import type { ServiceDefinition } from '@passerelle/service-kit';

/** Every service of the installation. The generated documents follow this list too. */
export const DEFINITIONS: readonly ServiceDefinition[] = [
  identity,
  mediation,
  scales,
  indicators,
  notifications,
  rentCampaigns,
];
