import { Injectable } from '@nestjs/common';

import {
  admissibilityDecidedV1,
  referralCorrectedV1,
  referralEndedV1,
  referralReceivedV1,
  referralTransferredV1,
} from '@passerelle/contracts';
import { localDate, startOfParisDay } from '@passerelle/kernel';
import { On, type Received } from '@passerelle/messaging';
import type { Tx } from '@passerelle/persistence';

import { categoryOfReferral } from './work-item.js';
import { WorkItemsRepository } from './work-items.repository.js';

type DataOf<C> = C extends { readonly example: infer D } ? D : never;
type Events<C> = readonly Received<DataOf<C>>[];

/**
 * Records referrals to the mediator as work items. The events of a referral come in any order, so each event
 * sets its own members only. An item counts in the figures once its arrival is known. A correction holds against
 * every older event, whichever arrives first.
 */
@Injectable()
export class WorkItemsConsumer {
  constructor(private readonly workItems: WorkItemsRepository) {}

  @On(referralReceivedV1)
  async received(events: Events<typeof referralReceivedV1>, tx: Tx): Promise<void> {
    await this.workItems.referralsReceived(
      tx,
      events.map(({ data }) => ({
        referralId: data.referralId,
        category: categoryOfReferral(data),
        receivedOn: data.receivedOn,
      })),
    );
  }

  /**
   * Processing starts on the day on which the decision was notified. A request for information does not start
   * processing: the item goes on later as a resumed item, which the window leaves out (domain D2.9).
   */
  @On(admissibilityDecidedV1)
  async decided(events: Events<typeof admissibilityDecidedV1>, tx: Tx): Promise<void> {
    await this.workItems.referralsDecided(
      tx,
      events.map(({ data, version }) => {
        const resumed = data.decision === 'more_information';
        return {
          referralId: data.referralId,
          version,
          startedAt: resumed ? null : startOfParisDay(localDate(data.notifiedOn)),
          resumed,
        };
      }),
    );
  }

  /** A referral joined to another referral is a duplicate, which the window leaves out (domain D2.9). */
  @On(referralEndedV1)
  async ended(events: Events<typeof referralEndedV1>, tx: Tx): Promise<void> {
    await this.workItems.referralsEnded(
      tx,
      events.map(({ data, version }) => ({
        referralId: data.referralId,
        version,
        completedAt: startOfParisDay(localDate(data.endedOn)),
        duplicate: data.status === 'joined',
      })),
    );
  }

  /** The mediator of another Caf treats the referral, so nothing waits here any more. */
  @On(referralTransferredV1)
  async transferred(events: Events<typeof referralTransferredV1>, tx: Tx): Promise<void> {
    await this.workItems.referralsEnded(
      tx,
      events.map(({ data, version }) => ({
        referralId: data.referralId,
        version,
        completedAt: startOfParisDay(localDate(data.transferredOn)),
        duplicate: false,
      })),
    );
  }

  @On(referralCorrectedV1)
  async corrected(events: Events<typeof referralCorrectedV1>, tx: Tx): Promise<void> {
    await this.workItems.referralsCorrected(
      tx,
      events.map(({ data, version }) => ({
        referralId: data.referralId,
        version,
        category: categoryOfReferral(data),
        receivedOn: data.receivedOn,
        startedAt: instantOf(data.decidedOn),
        completedAt: instantOf(data.endedOn),
      })),
    );
  }
}

function instantOf(day: string | null): Date | null {
  return day === null ? null : startOfParisDay(localDate(day));
}
