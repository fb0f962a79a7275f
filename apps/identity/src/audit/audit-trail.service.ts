import { Injectable } from '@nestjs/common';

import { Clock, newId } from '@passerelle/kernel';
import type { Tx } from '@passerelle/persistence';

import { IndependentTransactions } from '../vault/independent-transactions.service.js';
import { VaultService } from '../vault/vault.service.js';
import type { AuditEntry, AuditKind } from './audit-event.js';
import { AuditRepository } from './audit.repository.js';
import { AuditSealerService } from './audit-sealer.service.js';

export interface AuditFact {
  readonly kind: AuditKind;
  readonly subjectId?: string | null;
  readonly actorId?: string | null;
  /** A name that was tried and that no account has. Only its keyed hash is kept. */
  readonly name?: string;
  /** A network address. Only its keyed hash is kept. */
  readonly address?: string;
  readonly details?: AuditEntry['details'];
}

/** Records security events. */
@Injectable()
export class AuditTrailService {
  constructor(
    private readonly audit: AuditRepository,
    private readonly sealer: AuditSealerService,
    private readonly independent: IndependentTransactions,
    private readonly vault: VaultService,
    private readonly clock: Clock,
  ) {}

  /** Records an event in the transaction of the change, so that both are committed or neither. */
  async record(tx: Tx, fact: AuditFact): Promise<void> {
    await this.audit.insert(tx, {
      id: newId(),
      at: this.clock.now(),
      kind: fact.kind,
      subjectId: fact.subjectId ?? null,
      actorId: fact.actorId ?? null,
      subjectHash: fact.name === undefined ? null : this.vault.hash('audit', `name ${fact.name}`),
      addressHash:
        fact.address === undefined ? null : this.vault.hash('audit', `address ${fact.address}`),
      details: fact.details ?? {},
    });
    tx.afterCommit(() => {
      this.sealer.wake();
    });
  }

  /** Records a refusal, which stays although the transaction of the request is rolled back. */
  async recordRefusal(fact: AuditFact): Promise<void> {
    await this.independent.run((tx) => this.record(tx, fact));
  }
}
