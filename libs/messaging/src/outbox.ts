import { AsyncResource } from 'node:async_hooks';

import { type Clock, newId } from '@passerelle/kernel';
import type { Envelope, EventContract } from '@passerelle/contracts';
import { currentContext, continueTrace } from '@passerelle/observability';
import type { LastWrite, Tx } from '@passerelle/persistence';

/** One event to publish; `version` is the aggregate's version after the change it tells of. */
export interface Publication<D> {
  readonly data: D;
  readonly version: number;
}

interface Delivery {
  readonly envelope: Envelope;
  readonly consumers: readonly string[];
}

/** All events of a transaction, whatever their types, in one statement that travels with the commit. */
const DELIVERIES: LastWrite<Delivery> = {
  statement: (deliveries) => ({
    sql: `insert into outbox (event_id, consumer, envelope)
          select (delivery->'envelope'->>'id')::uuid, consumer, delivery->'envelope'
          from jsonb_array_elements($1::jsonb) as delivery
          cross join jsonb_array_elements_text(delivery->'consumers') as consumer`,
    parameters: [JSON.stringify(deliveries)],
  }),
};

/**
 * Writes events beside the change they tell of: both are committed, or neither. The rows are written with the
 * commit, so a statement of the same transaction does not see them.
 */
export class Outbox {
  /** Set by the relay: called after a commit that wrote events. */
  wake: () => void = () => undefined;
  // The relay works for everybody: what it does belongs to no request that woke it.
  private readonly wakeRelay = AsyncResource.bind(() => {
    this.wake();
  });

  constructor(private readonly clock: Clock) {}

  publish<D>(tx: Tx, contract: EventContract<D>, data: D, version: number): void {
    this.publishAll(tx, contract, [{ data, version }]);
  }

  /** Any number of events of one type. */
  publishAll<D>(tx: Tx, contract: EventContract<D>, publications: readonly Publication<D>[]): void {
    if (publications.length === 0 || contract.consumers.length === 0) return;
    const time = this.clock.now().toISOString();
    const traceparent = currentContext()?.traceparent ?? continueTrace(undefined);
    tx.atCommit(
      DELIVERIES,
      publications.map(({ data, version }) => ({
        envelope: {
          specversion: '1.0',
          id: newId(),
          source: `/${contract.producer}`,
          type: contract.type,
          subject: String(contract.data.parse(data)[contract.subject as keyof D]),
          time,
          datacontenttype: 'application/json',
          traceparent,
          aggregateversion: version,
          data,
        },
        consumers: contract.consumers,
      })),
    );
    tx.afterCommit(this.wakeRelay);
  }
}
