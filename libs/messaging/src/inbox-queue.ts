import type { Envelope } from '@passerelle/contracts';

/** The queue of a consumer, to which every producer sends. */
export function inboxQueue(consumer: string): string {
  return `${consumer}.inbox`;
}

/** The data of a job: events for one consumer. */
export interface EventBatch {
  readonly events: readonly Envelope[];
}

export interface Attempts {
  /** How often a batch is tried before it is parked, 12 times by default. */
  readonly attempts?: number;
  /** The first pause between two attempts, 250 ms by default; the pause doubles each time. */
  readonly retryDelayMs?: number;
}

/** By default tried for about twelve minutes with growing pauses, then parked until a person retries the job. */
export function jobOptions({ attempts = 12, retryDelayMs = 250 }: Attempts) {
  return {
    attempts,
    backoff: { type: 'exponential', delay: retryDelayMs, jitter: 0.5 },
    // Kept until the relay has asked; a job that the queue has forgotten is sent again, without effect. No `count`:
    // on PostgreSQL BullMQ 6.7 reads all the jobs kept, each time a job is completed, to find those beyond it.
    removeOnComplete: { age: 60 },
    removeOnFail: false,
  } as const;
}
