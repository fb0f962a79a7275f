import { Injectable } from '@nestjs/common';

import type { Tx } from '@passerelle/persistence';

import type { Mediator } from './mediator.entity.js';
import { MediatorsRepository } from './mediators.repository.js';

/** Who the mediators of the Caf are, as identity tells. */
@Injectable()
export class MediatorsService {
  constructor(private readonly mediators: MediatorsRepository) {}

  /** False for everybody of whom identity has not told yet. */
  isActive(accountId: string): Promise<boolean> {
    return this.mediators.isActive(accountId);
  }

  async learn(tx: Tx, mediators: readonly Mediator[]): Promise<void> {
    await this.mediators.keepLatest(tx, mediators);
  }
}
