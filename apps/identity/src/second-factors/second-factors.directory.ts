import { Injectable } from '@nestjs/common';

import { SecondFactorsRepository } from './second-factors.repository.js';

/** What other features may know of second factors. */
@Injectable()
export class SecondFactorsDirectory {
  constructor(private readonly factors: SecondFactorsRepository) {}

  /** Whether an account has a factor that a sign-in asks for. */
  has(accountId: string): Promise<boolean> {
    return this.factors.hasConfirmed(accountId);
  }
}
