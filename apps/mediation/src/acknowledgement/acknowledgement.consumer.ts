import { Injectable } from '@nestjs/common';

import { acknowledgementRoutedV1 } from '@passerelle/contracts';
import { On, type Received } from '@passerelle/messaging';
import type { Tx } from '@passerelle/persistence';

import { AcknowledgementSendingService } from './acknowledgement-sending.service.js';
import type { Routing } from './dispatches.repository.js';

@Injectable()
export class AcknowledgementConsumer {
  constructor(private readonly sending: AcknowledgementSendingService) {}

  @On(acknowledgementRoutedV1)
  async routed(events: readonly Received<Routing>[], tx: Tx): Promise<void> {
    await this.sending.routed(
      tx,
      events.map(({ data }) => data),
    );
  }
}
