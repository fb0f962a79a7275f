import { Injectable } from '@nestjs/common';

import { newId } from '@passerelle/kernel';
import { decodeCursor, type Page, toPage, Transactions, type Tx } from '@passerelle/persistence';

import { Notice } from './notice.entity.js';
import { Subscription } from './subscription.entity.js';

@Injectable()
export class NoticesRepository {
  constructor(private readonly transactions: Transactions) {}

  subscriptionsOf(subscriber: string): Promise<Subscription[]> {
    return this.transactions
      .reader()
      .find(Subscription, { where: { subscriber }, order: { scaleCode: 'ASC' } });
  }

  subscription(subscriber: string, scaleCode: string): Promise<Subscription | null> {
    return this.transactions.reader().findOneBy(Subscription, { subscriber, scaleCode });
  }

  /** False when the subscriber follows the scale already. */
  async subscribe(tx: Tx, row: Subscription): Promise<boolean> {
    const added = await tx.query(
      `insert into subscriptions (id, subscriber, scale_code, created_at) values ($1, $2, $3, $4)
       on conflict (subscriber, scale_code) do nothing returning 1`,
      [row.id, row.subscriber, row.scaleCode, row.createdAt],
    );
    return added.length > 0;
  }

  async unsubscribe(tx: Tx, subscriber: string, id: string): Promise<boolean> {
    const { affected } = await tx.manager.delete(Subscription, { id, subscriber });
    return (affected ?? 0) > 0;
  }

  /** The latest first. */
  async noticesOf(
    subscriber: string,
    limit: number,
    after: string | undefined,
  ): Promise<Page<Notice>> {
    const query = this.transactions
      .reader()
      .createQueryBuilder(Notice, 'notice')
      .where('notice.subscriber = :subscriber', { subscriber })
      .orderBy('notice.id', 'DESC')
      .take(limit + 1);
    if (after !== undefined) {
      const [id] = decodeCursor(after, ['id']);
      query.andWhere('notice.id < :id', { id });
    }
    return toPage(await query.getMany(), limit, (row) => [row.id]);
  }

  /** One notice for each subscriber of any of the scales, in two statements whatever their number. */
  async notify(
    tx: Tx,
    version: {
      versionId: string;
      effectiveFrom: string;
      publishedOn: string;
      correction: boolean;
      scales: readonly string[];
    },
    at: Date,
  ): Promise<number> {
    const followers = await tx.query<{ subscriber: string; scales: string[] }>(
      `select subscriber, array_agg(scale_code order by scale_code) as scales
       from subscriptions where scale_code = any($1::text[]) group by subscriber`,
      [[...version.scales]],
    );
    await tx.query(
      `insert into notices (id, subscriber, version_id, scales, effective_from, published_on, correction, created_at)
       select (n->>'id')::uuid, n->>'subscriber', $2, array(select jsonb_array_elements_text(n->'scales')), $3, $4, $5, $6
       from jsonb_array_elements($1::jsonb) as n
       on conflict (subscriber, version_id) do nothing`,
      [
        JSON.stringify(followers.map((one) => ({ ...one, id: newId() }))),
        version.versionId,
        version.effectiveFrom,
        version.publishedOn,
        version.correction,
        at,
      ],
    );
    return followers.length;
  }
}
