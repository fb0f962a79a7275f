import { Injectable } from '@nestjs/common';
import { Counter, Gauge } from 'prom-client';

import { Metrics } from '@passerelle/observability';

/** What is worth watching here, in the service's own registry. */
@Injectable()
export class IdentityMetrics {
  readonly signIns: Counter<'outcome'>;
  readonly messagesWaiting: Gauge;
  readonly messagesLost: Counter;

  constructor({ registry }: Metrics) {
    this.signIns = new Counter({
      name: 'identity_sign_ins_total',
      help: 'Sign-ins by outcome: succeeded, failed, held_back (captcha or wait), refused',
      labelNames: ['outcome'],
      registers: [registry],
    });
    this.messagesWaiting = new Gauge({
      name: 'identity_messages_waiting',
      help: 'Messages to people not yet sealed for notifications: its key could not be had',
      registers: [registry],
    });
    this.messagesLost = new Counter({
      name: 'identity_messages_lost_total',
      help: 'Messages given up because their code had been waiting for more than a day',
      registers: [registry],
    });
  }
}
