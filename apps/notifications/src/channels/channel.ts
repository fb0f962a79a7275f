import type { Language } from '@passerelle/kernel';

import type { Outcome } from '../messages/message.js';
import type { Correspondence } from '../rendering/mail-text.js';
import type { Wording } from '../templates/template.js';

/** Where a message goes; of the three only what its channel needs is given. */
interface Recipient {
  readonly name: string | null;
  readonly email: string | null;
  /** E.164: `+33612345678`. */
  readonly phone: string | null;
  readonly addressLines: readonly string[] | null;
}

/** A message in clear. Lives for the length of one attempt, in memory. */
export interface OpenedMessage {
  readonly id: string;
  readonly createdAt: Date;
  readonly language: Language;
  readonly recipient: Recipient;
  readonly wording: Wording;
  readonly correspondence: Correspondence;
}

/** Sends the message, for good. Does not throw: what went wrong is the outcome. */
export type Send = () => Promise<Outcome>;

/**
 * A way to people. An attempt has two halves with a record in between. `prepare` may run any number of
 * times, and nothing leaves. The `Send` that `prepare` returns may reach the outside. A process that is
 * killed before the record has sent nothing; after a kill behind the record, `afterInterruption` decides.
 */
export interface Channel {
  /** Whether there is a transport; without one messages are kept. */
  readonly configured: boolean;
  /** @throws UndeliverableError, NotReadyError */
  prepare(message: OpenedMessage): Promise<Send>;
  /**
   * What becomes of a message whose sending began and whose end nobody saw: send the message again, take the
   * message as sent, or leave the decision to a person.
   */
  afterInterruption(messageId: string): Promise<'again' | 'done' | 'unclear'>;
}

/** Nothing will ever come of this message. */
export class UndeliverableError extends Error {
  constructor(readonly code: string) {
    super(code);
    this.name = 'UndeliverableError';
  }
}

/** Something that the channel needs is out of reach for the moment. */
export class NotReadyError extends Error {
  constructor(readonly code: string) {
    super(code);
    this.name = 'NotReadyError';
  }
}
