import { Injectable } from '@nestjs/common';

import { Transactions } from '@passerelle/persistence';

/**
 * Transactions that never join one under way: a counted try and a recorded refusal stay, although the
 * request that caused them is rolled back.
 */
@Injectable()
export class IndependentTransactions extends Transactions {
  constructor(transactions: Transactions) {
    super(transactions.dataSource);
  }
}
