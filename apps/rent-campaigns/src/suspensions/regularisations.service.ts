import { Injectable } from '@nestjs/common';

import { suspensionRegularisedV1 } from '@passerelle/contracts';
import { Clock } from '@passerelle/kernel';
import { Outbox } from '@passerelle/messaging';
import type { Tx } from '@passerelle/persistence';

import { SuspensionsRepository, type SuspensionScope } from './suspensions.repository.js';

/** The largest number of suspensions that one statement regularises. */
const PAGE = 5_000;

/** Ends suspensions after a declaration, in the transaction of the declaration: the aid is due again, from the first suspended month on (domain R6.2). */
@Injectable()
export class RegularisationsService {
  constructor(
    private readonly suspensions: SuspensionsRepository,
    private readonly outbox: Outbox,
    private readonly clock: Clock,
  ) {}

  async regularise(tx: Tx, referenceYear: number, scope: SuspensionScope): Promise<number> {
    let total = 0;
    for (;;) {
      const changed = await this.suspensions.regularise(tx, scope, this.clock.today(), PAGE);
      this.outbox.publishAll(
        tx,
        suspensionRegularisedV1,
        changed.map(({ id: suspensionId, version, suspendedOn, declarationId, declaredOn }) => ({
          data: { suspensionId, referenceYear, suspendedOn, declarationId, declaredOn },
          version,
        })),
      );
      total += changed.length;
      if (changed.length < PAGE) return total;
    }
  }
}
