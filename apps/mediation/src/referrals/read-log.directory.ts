import { Injectable } from '@nestjs/common';
import { LessThan } from 'typeorm';

import { decodeCursor, type Page, toPage, Transactions } from '@passerelle/persistence';

import { ReadEntry } from './read-entry.entity.js';

/** Who read a referral. */
@Injectable()
export class ReadLogDirectory {
  constructor(private readonly transactions: Transactions) {}

  /** The latest first. */
  async page(referralId: string, limit: number, after?: string): Promise<Page<ReadEntry>> {
    const [last] = after === undefined ? [] : decodeCursor(after, ['id']);
    const rows = await this.transactions.reader().find(ReadEntry, {
      where: { referralId, ...(last === undefined ? {} : { id: LessThan(String(last)) }) },
      order: { id: 'DESC' },
      take: limit + 1,
    });
    return toPage(rows, limit, (row) => [row.id]);
  }
}
