import type { EventContract } from '@passerelle/contracts';
import { Outbox, type Publication } from '@passerelle/messaging';
import type { TestService } from '@passerelle/testing';

export interface Published {
  readonly type: string;
  readonly version: number;
  readonly data: Record<string, unknown>;
}

/**
 * What a service publishes from now on, checked against its contract. The outbox keeps nothing of events
 * that nobody consumes yet, so they are seen on their way into it; those of a transaction that fails too.
 */
export function watchPublished(test: TestService): Published[] {
  const seen: Published[] = [];
  const outbox = test.service.app.get(Outbox);
  const publishAll = outbox.publishAll.bind(outbox);
  outbox.publishAll = async <D>(
    tx: Parameters<typeof publishAll>[0],
    contract: EventContract<D>,
    publications: readonly Publication<D>[],
  ): Promise<void> => {
    for (const { data, version } of publications) {
      const checked = contract.data.parse(data) as Record<string, unknown>;
      seen.push({ type: contract.type, version, data: checked });
    }
    await publishAll(tx, contract, publications);
  };
  return seen;
}
