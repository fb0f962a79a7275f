import { Injectable } from '@nestjs/common';

import { admissibilityDecidedV1, referralEndedV1, referralReceivedV1 } from '@passerelle/contracts';
import { localDate, startOfParisDay } from '@passerelle/kernel';
import { On, type Received } from '@passerelle/messaging';
import type { Tx } from '@passerelle/persistence';

import { categoryOfReferral } from './work-item.js';
import { WorkItemsRepository } from './work-items.repository.js';

type DataOf<C> = C extends { readonly example: infer D } ? D : never;
type Events<C> = readonly Received<DataOf<C>>[];

/**
 * Referrals to the mediator as work items. Their events come in any order: each sets only what it
 * knows, and an item counts in the figures once its arrival is known.
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
   * A decision is where processing starts, on the day it was notified. Asking the person for more is
   * not: what is decided after that resumes an item (§ 5.2 b), which the window leaves out [I].
   */
  @On(admissibilityDecidedV1)
  async decided(events: Events<typeof admissibilityDecidedV1>, tx: Tx): Promise<void> {
    await this.workItems.referralsDecided(
      tx,
      events.map(({ data }) => {
        const resumed = data.decision === 'more_information';
        return {
          referralId: data.referralId,
          startedAt: resumed ? null : startOfParisDay(localDate(data.notifiedOn)),
          resumed,
        };
      }),
    );
  }

  /** A referral joined to another was a duplicate (§ 5.2 c), which the window leaves out [I]. */
  @On(referralEndedV1)
  async ended(events: Events<typeof referralEndedV1>, tx: Tx): Promise<void> {
    await this.workItems.referralsEnded(
      tx,
      events.map(({ data }) => ({
        referralId: data.referralId,
        completedAt: startOfParisDay(localDate(data.endedOn)),
        duplicate: data.status === 'joined',
      })),
    );
  }
}
