import { randomInt, timingSafeEqual } from 'node:crypto';

import { Inject, Injectable } from '@nestjs/common';

import type { MessageChannel } from '@passerelle/contracts';
import { Clock, newId } from '@passerelle/kernel';
import { SETTINGS } from '@passerelle/service-kit';

import type { IdentitySettings } from '../identity.settings.js';
import { VaultService } from '../vault/vault.service.js';
import type { PasswordReset, ResetPurpose } from './password-reset.entity.js';

export interface NewReset {
  readonly reset: PasswordReset;
  readonly code: string;
  readonly lifeSeconds: number;
}

/**
 * Codes of six digits. A code has 20 bits only, so each code serves once, for a short time and few tries
 * (domain A1.4).
 */
@Injectable()
export class ResetCodesService {
  constructor(
    private readonly vault: VaultService,
    private readonly clock: Clock,
    @Inject(SETTINGS) private readonly settings: IdentitySettings,
  ) {}

  make(accountId: string | null, purpose: ResetPurpose, channel: MessageChannel): NewReset {
    const id = newId();
    const code = String(randomInt(1_000_000)).padStart(6, '0');
    const lifeSeconds = this.lifeOf(purpose, channel);
    const createdAt = this.clock.now();
    return {
      code,
      lifeSeconds,
      reset: {
        id,
        accountId,
        purpose,
        channel,
        codeHash: this.vault.hash('reset-code', `${id} ${code}`),
        tries: 0,
        createdAt,
        expiresAt: new Date(createdAt.getTime() + lifeSeconds * 1_000),
        completedAt: null,
      },
    };
  }

  matches(reset: PasswordReset, code: string): boolean {
    const kept = Buffer.from(reset.codeHash);
    return this.vault
      .hashes('reset-code', `${reset.id} ${code}`)
      .map((hash) => Buffer.from(hash))
      .some((hash) => hash.length === kept.length && timingSafeEqual(hash, kept));
  }

  private lifeOf(purpose: ResetPurpose, channel: MessageChannel): number {
    if (purpose === 'activation') return this.settings.activationSeconds;
    switch (channel) {
      case 'sms':
        return this.settings.resetSmsSeconds;
      case 'email':
        return this.settings.resetEmailSeconds;
      case 'letter':
        return this.settings.resetLetterSeconds;
    }
  }
}
