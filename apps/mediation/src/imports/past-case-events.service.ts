import { Injectable } from '@nestjs/common';

import {
  admissibilityDecidedV1,
  referralCorrectedV1,
  referralEndedV1,
  referralReceivedV1,
} from '@passerelle/contracts';
import { Outbox } from '@passerelle/messaging';
import type { Tx } from '@passerelle/persistence';

import type { WrittenCase } from './past-cases-import.repository.js';

/**
 * Publishes the events of past cases, the same as for a case that is recorded as it goes: public figures count
 * past cases like any other. The events of a corrected case are published again, with higher versions, then the
 * correction: consumers keep the first facts of the other events.
 */
@Injectable()
export class PastCaseEvents {
  constructor(private readonly outbox: Outbox) {}

  async publish(tx: Tx, written: readonly WrittenCase[]): Promise<void> {
    const published = written.flatMap(({ referralId, versionBefore, events }) =>
      events.map((event) => ({ event, referralId, version: versionBefore + event.version })),
    );
    this.outbox.publishAll(
      tx,
      referralReceivedV1,
      published.flatMap(({ event: own, referralId, version }) => {
        if (own.event !== 'received') return [];
        const { origin, channel, benefit, receivedOn } = own;
        return [{ data: { referralId, origin, channel, benefit, receivedOn }, version }];
      }),
    );
    this.outbox.publishAll(
      tx,
      admissibilityDecidedV1,
      published.flatMap(({ event: own, referralId, version }) => {
        if (own.event !== 'decided') return [];
        const { decision, ground, notifiedOn } = own;
        return [{ data: { referralId, decision, ground, notifiedOn }, version }];
      }),
    );
    this.outbox.publishAll(
      tx,
      referralEndedV1,
      published.flatMap(({ event: own, referralId, version }) => {
        if (own.event !== 'ended') return [];
        const { status, resolution, endedOn } = own;
        return [{ data: { referralId, status, resolution, endedOn }, version }];
      }),
    );
    this.outbox.publishAll(
      tx,
      referralCorrectedV1,
      written.flatMap((own) => (own.verdict === 'corrected' ? correctionsOf(own) : [])),
    );
  }
}

type Correction = (typeof referralCorrectedV1)['example'];

/** The facts of a corrected case as its events tell them, at the version of the last of them. */
function correctionsOf({
  referralId,
  versionBefore,
  events,
}: WrittenCase): { readonly data: Correction; readonly version: number }[] {
  const version = versionBefore + Math.max(...events.map((own) => own.version));
  const ended = events.find((own) => own.event === 'ended');
  const decided = events.find(
    (own) => own.event === 'decided' && own.decision !== 'more_information',
  );
  const decidedOn = decided?.event === 'decided' ? decided.notifiedOn : null;
  const endedOn = ended?.event === 'ended' ? ended.endedOn : null;
  return events.flatMap((own) => {
    if (own.event !== 'received') return [];
    const { origin, channel, benefit, receivedOn } = own;
    const data = { referralId, origin, channel, benefit, receivedOn, decidedOn, endedOn };
    return [{ data, version }];
  });
}
