import { Inject, Injectable } from '@nestjs/common';

import type { Role } from '@passerelle/contracts';
import { Clock, parisDay } from '@passerelle/kernel';
import { PLATFORM_SETTINGS, type PlatformSettings, SETTINGS } from '@passerelle/service-kit';

import type { IdentitySettings } from '../identity.settings.js';
import {
  mayRemoveLast,
  type SecondFactorRollout,
  secondFactorStatus,
  type SecondFactorStatus,
} from './second-factor.js';

/** Who needs a second factor today, from the settings of this installation. */
@Injectable()
export class SecondFactorRulesService {
  private readonly rollout: SecondFactorRollout;
  private readonly isOff: boolean;

  constructor(
    private readonly clock: Clock,
    @Inject(PLATFORM_SETTINGS) platform: PlatformSettings,
    @Inject(SETTINGS) settings: IdentitySettings,
  ) {
    this.isOff = platform.secondFactor === 'off';
    this.rollout = {
      nudgeFrom: settings.secondFactorNudgeFrom,
      enforceFrom: settings.secondFactorEnforceFrom,
      roles: settings.secondFactorRoles,
    };
  }

  statusOf(roles: readonly Role[], hasFactor: boolean): SecondFactorStatus {
    if (this.isOff) return 'ok';
    return secondFactorStatus(parisDay(this.clock.now()), { roles, hasFactor }, this.rollout);
  }

  mayRemoveLast(roles: readonly Role[]): boolean {
    return this.isOff || mayRemoveLast(parisDay(this.clock.now()), roles, this.rollout);
  }
}
