import { Injectable } from '@nestjs/common';

import { suspensionRegularisedV1 } from '@passerelle/contracts';
import { Clock } from '@passerelle/kernel';
import { Outbox } from '@passerelle/messaging';
import type { Tx } from '@passerelle/persistence';

import { SuspensionsRepository, type SuspensionScope } from './suspensions.repository.js';

/** Of a campaign at once no more than fits one statement well. */
const PAGE = 5_000;

/** A declaration after the suspension: in its own transaction the aid is due again, for the time since too. */
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
      await this.outbox.publishAll(
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
