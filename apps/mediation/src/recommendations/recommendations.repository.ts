import { Injectable } from '@nestjs/common';

import { Transactions, type Tx } from '@passerelle/persistence';

import { RecommendationRow } from './recommendation.entity.js';

@Injectable()
export class RecommendationsRepository {
  constructor(private readonly transactions: Transactions) {}

  of(referralId: string): Promise<RecommendationRow[]> {
    return this.transactions
      .reader()
      .find(RecommendationRow, { where: { referralId }, order: { id: 'ASC' } });
  }

  async insert(tx: Tx, row: RecommendationRow): Promise<void> {
    await tx.manager.insert(RecommendationRow, row);
  }

  async update(tx: Tx, id: string, changes: Partial<RecommendationRow>): Promise<void> {
    await tx.manager.update(RecommendationRow, { id }, changes);
  }
}
