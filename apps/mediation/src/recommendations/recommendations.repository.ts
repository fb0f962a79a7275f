import { Injectable } from '@nestjs/common';

import type { Tx } from '@passerelle/persistence';

import { Recommendation } from './recommendation.entity.js';

@Injectable()
export class RecommendationsRepository {
  async insert(tx: Tx, recommendation: Recommendation): Promise<void> {
    await tx.manager.insert(Recommendation, recommendation);
  }

  async change(
    tx: Tx,
    recommendation: Recommendation,
    changes: Partial<Recommendation>,
  ): Promise<Recommendation> {
    await tx.manager.update(Recommendation, { id: recommendation.id }, changes);
    return Object.assign(recommendation, changes);
  }
}
