import { Injectable } from '@nestjs/common';

import { mediatorChangedV1 } from '@passerelle/contracts';
import { On, type Received } from '@passerelle/messaging';
import type { Tx } from '@passerelle/persistence';

import { MediatorsService } from './mediators.service.js';

interface MediatorChanged {
  readonly accountId: string;
  readonly active: boolean;
}

@Injectable()
export class MediatorsConsumer {
  constructor(private readonly mediators: MediatorsService) {}

  @On(mediatorChangedV1)
  async mediatorsChanged(events: readonly Received<MediatorChanged>[], tx: Tx): Promise<void> {
    await this.mediators.learn(
      tx,
      events.map(({ data, version }) => ({ id: data.accountId, active: data.active, version })),
    );
  }
}
