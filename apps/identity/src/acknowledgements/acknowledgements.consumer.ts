import { Injectable } from '@nestjs/common';
import type { z } from 'zod';

import { acknowledgementDueV1, acknowledgementRoutedV1 } from '@passerelle/contracts';
import { On, Outbox, type Received } from '@passerelle/messaging';
import type { Tx } from '@passerelle/persistence';

import { AcknowledgementsService } from './acknowledgements.service.js';

type AcknowledgementDue = z.infer<typeof acknowledgementDueV1.data>;

@Injectable()
export class AcknowledgementsConsumer {
  constructor(
    private readonly acknowledgements: AcknowledgementsService,
    private readonly outbox: Outbox,
  ) {}

  /** Each request is acknowledged once: the inbox knows its event, and notifications its key. */
  @On(acknowledgementDueV1)
  async due(events: readonly Received<AcknowledgementDue>[], tx: Tx): Promise<void> {
    for (const { data, version } of events) {
      const { referralId, ...sealed } = data;
      const channel = await this.acknowledgements.send(tx, referralId, sealed);
      this.outbox.publish(tx, acknowledgementRoutedV1, { referralId, channel }, version);
    }
  }
}
