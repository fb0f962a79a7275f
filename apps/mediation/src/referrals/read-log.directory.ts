import { Injectable } from '@nestjs/common';

import { decodeCursor, type Page, toPage, Transactions } from '@passerelle/persistence';

import type { ReadEntry } from './read-entry.entity.js';

export type ReadLogRow = Pick<ReadEntry, 'id' | 'reader' | 'part' | 'readAt'>;

/** Who read a referral, by itself or in a list. */
@Injectable()
export class ReadLogDirectory {
  constructor(private readonly transactions: Transactions) {}

  /** The latest first. */
  async page(referralId: string, limit: number, after?: string): Promise<Page<ReadLogRow>> {
    const [last] = after === undefined ? [] : decodeCursor(after, ['id']);
    const rows = await this.transactions.read<ReadLogRow>(
      `select id, reader, part, read_at as "readAt" from read_entries
       where (referral_id = $1 or listed_ids @> array[$1::uuid])
         and ($2::uuid is null or id < $2::uuid)
       order by id desc limit $3`,
      [referralId, last ?? null, limit + 1],
    );
    return toPage(rows, limit, (row) => [row.id]);
  }
}
