import { Injectable } from '@nestjs/common';
import { Counter, Gauge } from 'prom-client';

import { Metrics } from '@passerelle/observability';

/** The metrics of this service, in its own registry. */
@Injectable()
export class IdentityMetrics {
  readonly signIns: Counter<'outcome'>;
  readonly messagesWaiting: Gauge;
  readonly messagesLost: Counter;

  constructor({ registry }: Metrics) {
    this.signIns = new Counter({
      name: 'identity_sign_ins_total',
      help: 'Sign-ins by outcome: succeeded, failed, held_back (captcha or wait), refused, continued (waits for the second factor)',
      labelNames: ['outcome'],
      registers: [registry],
    });
    this.messagesWaiting = new Gauge({
      name: 'identity_messages_waiting',
      help: 'Messages that wait because the public key of notifications is not available',
      registers: [registry],
    });
    this.messagesLost = new Counter({
      name: 'identity_messages_lost_total',
      help: 'Messages given up because they waited for more than a day',
      registers: [registry],
    });
  }
}
