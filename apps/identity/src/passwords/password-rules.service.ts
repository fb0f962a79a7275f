import { Inject, Injectable } from '@nestjs/common';

import { Clock, parisDay } from '@passerelle/kernel';
import { PLATFORM_SETTINGS, type PlatformSettings, SETTINGS } from '@passerelle/service-kit';

import type { IdentitySettings } from '../identity.settings.js';
import { readPasswordBlocklist } from './password-blocklist.reader.js';
import { passwordFaults, type PasswordPolicy, serviceNames } from './password-policy.js';
import { passwordRuleErrors } from './passwords.errors.js';
import { type PasswordRollout, type PasswordStatus, passwordStatus } from './password-rollout.js';

/** The password policy of this installation, from its settings. */
@Injectable()
export class PasswordRulesService {
  readonly policy: PasswordPolicy;
  readonly rollout: PasswordRollout;
  private readonly common = readPasswordBlocklist();
  private readonly names: readonly string[];

  constructor(
    private readonly clock: Clock,
    @Inject(SETTINGS) settings: IdentitySettings,
    @Inject(PLATFORM_SETTINGS) platform: Pick<PlatformSettings, 'issuer'>,
  ) {
    this.names = serviceNames(new URL(platform.issuer).hostname);
    this.policy = { minLength: settings.passwordMinLength, classes: settings.passwordClasses };
    this.rollout = {
      nudgeFrom: settings.passwordNudgeFrom,
      enforceFrom: settings.passwordEnforceFrom,
      lastChangeBefore: settings.passwordLastChangeBefore,
    };
  }

  statusOf(changedAt: Date): PasswordStatus {
    return passwordStatus(parisDay(this.clock.now()), changedAt, this.rollout);
  }

  /** @throws DomainError `identity/password-too-weak`, which names each fault */
  assertAcceptable(password: string, personal: readonly string[] = []): void {
    const isCommon = (form: string): boolean => this.common.has(form);
    const faults = passwordFaults(password, this.policy, isCommon, personal, this.names);
    if (faults.length === 0) return;
    throw passwordRuleErrors.passwordTooWeak(
      {},
      faults.map((fault) => ({ pointer: '/newPassword', ...fault })),
    );
  }
}
