import { Injectable } from '@nestjs/common';

import type { Tx } from '@passerelle/persistence';

import { RecoveryCodesService } from './recovery-codes.service.js';
import { SecondFactorsRepository } from './second-factors.repository.js';

/** Takes every second factor from an account, for a reset by administrators. */
@Injectable()
export class FactorRemovalService {
  constructor(
    private readonly factors: SecondFactorsRepository,
    private readonly recovery: RecoveryCodesService,
  ) {}

  async removeAll(tx: Tx, accountId: string): Promise<void> {
    await this.factors.removeAll(tx, accountId);
    await this.recovery.removeAll(tx, accountId);
  }
}
