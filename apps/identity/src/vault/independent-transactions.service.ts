import { Injectable } from '@nestjs/common';

import { Transactions } from '@passerelle/persistence';

/**
 * Transactions that never join a transaction under way. A counted try and a recorded refusal stay, although
 * the transaction of the request is rolled back.
 */
@Injectable()
export class IndependentTransactions extends Transactions {
  constructor(transactions: Transactions) {
    super(transactions.dataSource);
  }
}
