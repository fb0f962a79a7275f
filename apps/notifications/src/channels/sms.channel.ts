import { smsText } from '../rendering/sms-text.js';
import { type Channel, type Send, type OpenedMessage, UndeliverableError } from './channel.js';
import type { SmsGateway } from './sms-gateway.js';

const E164 = /^\+[1-9]\d{6,14}$/;

/**
 * Text messages. Telephones do not recognise a repeated one and each is paid for: an attempt whose
 * fate nobody knows is repeated only where the gateway recognises it, else reported.
 */
export class SmsChannel implements Channel {
  readonly configured: boolean;

  constructor(private readonly gateway: SmsGateway | null) {
    this.configured = gateway !== null;
  }

  async prepare({ id, recipient, wording }: OpenedMessage): Promise<Send> {
    const { gateway } = this;
    if (gateway === null) throw new Error('no gateway');
    if (recipient.phone === null) throw new UndeliverableError('no_address');
    if (!E164.test(recipient.phone)) throw new UndeliverableError('invalid_address');
    const sms = { id, to: recipient.phone, text: smsText(wording) };
    return () => gateway.send(sms);
  }

  async afterInterruption(): Promise<'again' | 'unclear'> {
    return this.gateway?.idempotent === true ? 'again' : 'unclear';
  }
}
