import { type Clock, newId } from '@passerelle/kernel';
import type { EventContract } from '@passerelle/contracts';
import { currentContext, continueTrace } from '@passerelle/observability';
import type { Tx } from '@passerelle/persistence';

/** One event to publish; `version` is the aggregate's version after the change it tells of. */
export interface Publication<D> {
  readonly data: D;
  readonly version: number;
}

/** Writes events beside the change they tell of: both are committed, or neither. */
export class Outbox {
  /** Set by the relay: called after a commit that wrote events. */
  wake: () => void = () => undefined;

  constructor(private readonly clock: Clock) {}

  async publish<D>(tx: Tx, contract: EventContract<D>, data: D, version: number): Promise<void> {
    await this.publishAll(tx, contract, [{ data, version }]);
  }

  /** Any number of events of one type, in one statement. */
  async publishAll<D>(
    tx: Tx,
    contract: EventContract<D>,
    publications: readonly Publication<D>[],
  ): Promise<void> {
    if (publications.length === 0 || contract.consumers.length === 0) return;
    const time = this.clock.now().toISOString();
    const traceparent = currentContext()?.traceparent ?? continueTrace(undefined);
    const envelopes = publications.map(({ data, version }) => ({
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
    }));
    await tx.query(
      `insert into outbox (event_id, consumer, envelope)
       select (envelope->>'id')::uuid, consumer, envelope
       from jsonb_array_elements($1::jsonb) as envelope
       cross join unnest($2::text[]) as consumer`,
      [JSON.stringify(envelopes), [...contract.consumers]],
    );
    tx.afterCommit(() => {
      this.wake();
    });
  }
}
