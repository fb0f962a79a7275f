import { Injectable } from '@nestjs/common';

import { Transactions } from '@passerelle/persistence';

import { Client } from './client.entity.js';

/** Which batch client a client id names. */
@Injectable()
export class ClientsDirectory {
  constructor(private readonly transactions: Transactions) {}

  byClientId(clientId: string): Promise<Client | null> {
    return this.transactions.reader().findOneBy(Client, { clientId });
  }
}
