import type { EventContract } from '@passerelle/contracts';
import { Outbox, type Publication } from '@passerelle/messaging';
import type { TestService } from '@passerelle/testing';

export interface Published {
  readonly type: string;
  readonly version: number;
  readonly data: Record<string, unknown>;
}

/**
 * Collects the events that a service publishes from now on, and checks each against its contract. The outbox
 * keeps no event without a consumer, so the events are taken on their way into the outbox. Events of a failed
 * transaction are collected as well.
 */
export function watchPublished(test: TestService): Published[] {
  const seen: Published[] = [];
  const outbox = test.service.app.get(Outbox);
  const publishAll = outbox.publishAll.bind(outbox);
  outbox.publishAll = <D>(
    tx: Parameters<typeof publishAll>[0],
    contract: EventContract<D>,
    publications: readonly Publication<D>[],
  ): void => {
    for (const { data, version } of publications) {
      const checked = contract.data.parse(data) as Record<string, unknown>;
      seen.push({ type: contract.type, version, data: checked });
    }
    publishAll(tx, contract, publications);
  };
  return seen;
}
