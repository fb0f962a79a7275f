import { Injectable } from '@nestjs/common';

import { Clock, newId } from '@passerelle/kernel';
import type { Tx } from '@passerelle/persistence';

import { IndependentTransactions } from '../vault/independent-transactions.service.js';
import { VaultService } from '../vault/vault.service.js';
import type { AuditEntry, AuditKind } from './audit-event.js';
import { AuditRefusalsService } from './audit-refusals.service.js';
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
    private readonly refusals: AuditRefusalsService,
    private readonly independent: IndependentTransactions,
    private readonly vault: VaultService,
    private readonly clock: Clock,
  ) {}

  /** Records an event in the transaction of the change, so that both are committed or neither. */
  async record(tx: Tx, fact: AuditFact): Promise<void> {
    await this.insert(tx, this.entryOf(fact));
  }

  /**
   * Records a refusal, which stays although the transaction of the request is rolled back. Repetitions from one
   * address are counted, and become one event with their number.
   */
  async recordRefusal(fact: AuditFact): Promise<void> {
    const entry = this.entryOf(fact);
    if (this.refusals.counted(entry)) return;
    await this.independent.run((tx) => this.insert(tx, entry));
  }

  /** Makes one event of the repeated refusals of each window that is over. */
  async recordRepetitions(): Promise<void> {
    await this.refusals.closeWindows(
      async (tx, { kind, subjectId, addressHash, windowFrom, lastAt, refusals }) => {
        const details = {
          repetitions: refusals,
          from: windowFrom.toISOString(),
          until: lastAt.toISOString(),
        };
        await this.insert(tx, { ...this.entryOf({ kind, subjectId, details }), addressHash });
      },
    );
  }

  private async insert(tx: Tx, entry: AuditEntry): Promise<void> {
    await this.audit.insert(tx, entry);
    tx.afterCommit(() => {
      this.sealer.wake();
    });
  }

  private entryOf(fact: AuditFact): AuditEntry {
    return {
      id: newId(),
      at: this.clock.now(),
      kind: fact.kind,
      subjectId: fact.subjectId ?? null,
      actorId: fact.actorId ?? null,
      subjectHash: fact.name === undefined ? null : this.vault.hash('audit', `name ${fact.name}`),
      addressHash:
        fact.address === undefined ? null : this.vault.hash('audit', `address ${fact.address}`),
      details: fact.details ?? {},
    };
  }
}
