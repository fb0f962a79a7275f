import type { Outcome } from '../messages/message.js';

export interface Sms {
  /** Of the message: the same for every attempt at it. */
  readonly id: string;
  /** E.164. */
  readonly to: string;
  readonly text: string;
}

/** Whoever takes text messages. Does not throw: what went wrong is the outcome. */
export interface SmsGateway {
  /** A repeated message with the same id is taken once: attempts cut short may be repeated. */
  readonly idempotent: boolean;
  send(sms: Sms): Promise<Outcome>;
}
