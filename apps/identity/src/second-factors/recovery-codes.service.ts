import { randomBytes } from 'node:crypto';

import { Injectable } from '@nestjs/common';

import { Clock, newId } from '@passerelle/kernel';
import type { Tx } from '@passerelle/persistence';

import {
  RECOVERY_CODE_COUNT,
  RECOVERY_CODE_SYMBOLS,
  recoveryCodeHash,
  recoveryCodeOf,
} from './recovery-codes.js';
import { RecoveryCodesRepository } from './recovery-codes.repository.js';

/** Codes for the day on which the factor is lost. */
@Injectable()
export class RecoveryCodesService {
  constructor(
    private readonly codes: RecoveryCodesRepository,
    private readonly clock: Clock,
  ) {}

  /** Makes new codes, which void the former ones. No table holds them in clear, so they are shown once. */
  async issue(tx: Tx, accountId: string): Promise<string[]> {
    const createdAt = this.clock.now();
    const codes = Array.from({ length: RECOVERY_CODE_COUNT }, () =>
      recoveryCodeOf(randomBytes(RECOVERY_CODE_SYMBOLS)),
    );
    await this.codes.replaceAll(
      tx,
      accountId,
      codes.map((code) => ({
        id: newId(),
        accountId,
        codeHash: recoveryCodeHash(code),
        createdAt,
        usedAt: null,
      })),
    );
    return codes;
  }

  countUnused(accountId: string): Promise<number> {
    return this.codes.countUnused(accountId);
  }

  isUnused(accountId: string, code: string): Promise<boolean> {
    return this.codes.isUnused(accountId, recoveryCodeHash(code));
  }

  /** @returns false when the code was used before */
  use(tx: Tx, accountId: string, code: string): Promise<boolean> {
    return this.codes.use(tx, accountId, recoveryCodeHash(code), this.clock.now());
  }

  removeAll(tx: Tx, accountId: string): Promise<void> {
    return this.codes.removeAll(tx, accountId);
  }
}
