import { Injectable } from '@nestjs/common';

import { Scheduled } from '@passerelle/messaging';

import { AcknowledgementSendingService } from './acknowledgement-sending.service.js';

@Injectable()
export class AcknowledgementSchedule {
  constructor(private readonly sending: AcknowledgementSendingService) {}

  @Scheduled({
    name: 'send-acknowledgements',
    cron: '* * * * *',
    summary:
      'Asks for the acknowledgements that wait for the public keys of identity or notifications.',
  })
  async send(): Promise<void> {
    await this.sending.send();
  }
}
