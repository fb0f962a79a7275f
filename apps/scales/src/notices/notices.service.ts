import { Inject, Injectable } from '@nestjs/common';

import type { Actor } from '@passerelle/auth';
import { type PageQuery, requestErrors } from '@passerelle/http';
import { Clock, newId } from '@passerelle/kernel';
import { type Page, Transactions } from '@passerelle/persistence';
import { PLATFORM_SETTINGS, type PlatformSettings, publicPathOf } from '@passerelle/service-kit';

import type { Notice } from './notice.entity.js';
import type { NoticeView, SubscriptionView } from './notice.view.js';
import { noticeErrors } from './notices.errors.js';
import { NoticesRepository } from './notices.repository.js';
import type { Subscription } from './subscription.entity.js';

/** Whoever shares an organisation shares its subscriptions and notices. */
function subscriberOf({ organisation, subject }: Actor): string {
  return organisation ?? subject;
}

@Injectable()
export class NoticesService {
  constructor(
    private readonly notices: NoticesRepository,
    private readonly transactions: Transactions,
    private readonly clock: Clock,
    @Inject(PLATFORM_SETTINGS) private readonly platform: PlatformSettings,
  ) {}

  async subscriptions(actor: Actor): Promise<Page<SubscriptionView>> {
    const rows = await this.notices.subscriptionsOf(subscriberOf(actor));
    return { items: rows.map(subscriptionView), next: null };
  }

  async subscribe(actor: Actor, scaleCode: string): Promise<SubscriptionView> {
    const row: Subscription = {
      id: newId(),
      subscriber: subscriberOf(actor),
      scaleCode,
      createdAt: this.clock.now(),
    };
    return this.transactions.run(async (tx) => {
      const added = await this.notices.subscribe(tx, row);
      if (!added) throw noticeErrors.alreadySubscribed({ scale: scaleCode });
      return subscriptionView(row);
    });
  }

  async unsubscribe(actor: Actor, id: string): Promise<void> {
    const removed = await this.transactions.run((tx) =>
      this.notices.unsubscribe(tx, subscriberOf(actor), id),
    );
    if (!removed) throw requestErrors.unknownId();
  }

  async list(actor: Actor, { limit, after }: PageQuery): Promise<Page<NoticeView>> {
    const page = await this.notices.noticesOf(subscriberOf(actor), limit, after);
    const publicPath = publicPathOf(this.platform);
    return { items: page.items.map((notice) => noticeView(notice, publicPath)), next: page.next };
  }
}

function subscriptionView({ id, scaleCode, createdAt }: Subscription): SubscriptionView {
  return { id, scale: scaleCode, createdAt: createdAt.toISOString() };
}

function noticeView({ subscriber: _, createdAt, ...rest }: Notice, publicPath: string): NoticeView {
  const links = rest.scales.map(
    (code) => `${publicPath}/scales/v1/scales/${code}?on=${rest.effectiveFrom}`,
  );
  return { ...rest, links, createdAt: createdAt.toISOString() };
}
