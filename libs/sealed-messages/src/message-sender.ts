import type { Logger } from '@passerelle/observability';

import type { Seal } from './message-sealer.js';

/**
 * Sends one batch of the messages that wait, in one transaction that holds the rows of the batch: rounds of
 * several processes run side by side.
 *
 * @param seal undefined while the key of notifications cannot be had: what needs a seal goes on waiting
 * @returns whether more may wait
 */
export type SendBatch<S = Seal> = (seal: S | undefined) => Promise<boolean>;

/** Messages of several requests travel together, and after the answer: sending must not show in its time. */
const DELAY_MS = 100;

/**
 * Sends messages to notifications: soon after `wake`, and whenever `send` is called (by a schedule, for what
 * a process that died left behind).
 */
export class MessageSender<S = Seal> {
  private timer: NodeJS.Timeout | undefined;
  private readonly rounds = new Set<Promise<void>>();

  constructor(
    private readonly sealer: { current(): Promise<S | undefined> },
    private readonly logger: Pick<Logger, 'error'>,
  ) {}

  /** To be called after a commit that wrote messages. Several calls lead to one round. */
  wake(send: () => Promise<void>): void {
    this.timer ??= setTimeout(() => {
      this.timer = undefined;
      this.follow(send()).catch((error: unknown) => {
        this.logger.error('messages were not sent', error);
      });
    }, DELAY_MS).unref();
  }

  /** One round: batch after batch until none is left. Rejects when a batch fails; the batch then waits. */
  send(sendBatch: SendBatch<S>): Promise<void> {
    return this.follow(this.round(sendBatch));
  }

  /** Resolves when no round is under way; none starts by itself any more. */
  async stop(): Promise<void> {
    clearTimeout(this.timer);
    await Promise.allSettled(this.rounds);
  }

  private async round(sendBatch: SendBatch<S>): Promise<void> {
    const seal = await this.sealer.current();
    while (await sendBatch(seal));
  }

  private follow(round: Promise<void>): Promise<void> {
    this.rounds.add(round);
    return round.finally(() => this.rounds.delete(round));
  }
}
