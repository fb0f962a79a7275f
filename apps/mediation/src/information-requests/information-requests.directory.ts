import { Injectable } from '@nestjs/common';

import { Transactions } from '@passerelle/persistence';

import { InformationRequest } from './information-request.entity.js';

/** The questions of a referral, for the features that depend on their answers. */
@Injectable()
export class InformationRequestsDirectory {
  constructor(private readonly transactions: Transactions) {}

  /** In the order of recording; a case has a few questions. */
  ofReferral(referralId: string): Promise<InformationRequest[]> {
    return this.transactions
      .reader()
      .find(InformationRequest, { where: { referralId }, order: { id: 'ASC' } });
  }
}
