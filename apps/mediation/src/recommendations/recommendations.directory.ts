import { Injectable } from '@nestjs/common';

import { Transactions } from '@passerelle/persistence';

import { Recommendation } from './recommendation.entity.js';

/** The recommendations of a referral, for the features that depend on their answers. */
@Injectable()
export class RecommendationsDirectory {
  constructor(private readonly transactions: Transactions) {}

  /** In the order of recording, the withdrawn ones included. */
  ofReferral(referralId: string): Promise<Recommendation[]> {
    return this.transactions
      .reader()
      .find(Recommendation, { where: { referralId }, order: { id: 'ASC' } });
  }
}
