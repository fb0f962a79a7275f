import { Injectable } from '@nestjs/common';

import { Transactions } from '@passerelle/persistence';

import { Client } from './client.entity.js';

/** Finds batch clients by their client id. */
@Injectable()
export class ClientsDirectory {
  constructor(private readonly transactions: Transactions) {}

  byClientId(clientId: string): Promise<Client | null> {
    return this.transactions.reader().findOneBy(Client, { clientId });
  }
}
