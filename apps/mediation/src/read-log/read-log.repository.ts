import { Injectable } from '@nestjs/common';
import { LessThan } from 'typeorm';

import { isId, newId } from '@passerelle/kernel';
import { decodeCursor, type Page, toPage, Transactions, type Tx } from '@passerelle/persistence';

import { ReadEntry } from './read-entry.entity.js';

@Injectable()
export class ReadLogRepository {
  constructor(private readonly transactions: Transactions) {}

  /** One statement, however many referrals a page shows. */
  async record(
    tx: Tx,
    referralIds: readonly string[],
    reader: string,
    part: string,
    at: Date,
  ): Promise<void> {
    await tx.query(
      `insert into read_entries (id, referral_id, reader, part, read_at)
       select id, referral_id, $3, $4, $5 from unnest($1::uuid[], $2::uuid[]) as shown (id, referral_id)`,
      [referralIds.map(() => newId()), [...referralIds], reader, part, at],
    );
  }

  /** The latest first. */
  async page(referralId: string, limit: number, after?: string): Promise<Page<ReadEntry>> {
    const [last] = after === undefined ? [] : decodeCursor(after, [isId]);
    const rows = await this.transactions.reader().find(ReadEntry, {
      where: { referralId, ...(last === undefined ? {} : { id: LessThan(String(last)) }) },
      order: { id: 'DESC' },
      take: limit + 1,
    });
    return toPage(rows, limit, (row) => [row.id]);
  }
}
