import { Inject, Injectable } from '@nestjs/common';

import {
  NotificationsKey,
  PLATFORM_SETTINGS,
  type PlatformSettings,
  SETTINGS,
} from '@passerelle/service-kit';

import type { RentCampaignsSettings } from '../rent-campaigns.settings.js';

/** The key that messages of this service are sealed with. */
@Injectable()
export class NotificationsKeyService extends NotificationsKey {
  constructor(
    @Inject(SETTINGS) settings: RentCampaignsSettings,
    @Inject(PLATFORM_SETTINGS) platform: PlatformSettings,
  ) {
    super(settings.notificationsJwksUrl, platform);
  }
}
