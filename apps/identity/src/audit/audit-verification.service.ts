import { Injectable } from '@nestjs/common';

import { VaultService } from '../vault/vault.service.js';
import type { AuditSeal } from './audit-event.entity.js';
import { chainHash, digestOf, FIRST_PREVIOUS_HASH } from './audit-event.js';
import { AuditRepository } from './audit.repository.js';

export const AUDIT_FAULTS = [
  'seal_missing',
  'chain_broken',
  'seal_altered',
  'seal_not_ours',
  'events_missing',
  'events_altered',
  'events_beyond_the_last_seal',
] as const;

export interface AuditFault {
  /** The number of the seal that does not fit. */
  readonly seal: number;
  readonly fault: (typeof AUDIT_FAULTS)[number];
}

export interface AuditReport {
  readonly intact: boolean;
  readonly seals: number;
  readonly events: number;
  /** Events that no seal covers yet. */
  readonly unsealed: number;
  readonly head: { readonly number: number; readonly hash: string; readonly sealedAt: Date } | null;
  /** The first 100 faults at most. */
  readonly faults: readonly AuditFault[];
}

const SEALS_AT_ONCE = 500;
const MOST_FAULTS = 100;

/** Reads the whole trail again, and reports where the trail differs from its seals. */
@Injectable()
export class AuditVerificationService {
  constructor(
    private readonly audit: AuditRepository,
    private readonly vault: VaultService,
  ) {}

  async verify(): Promise<AuditReport> {
    const unsealed = await this.audit.unsealedCount();
    const faults: AuditFault[] = [];
    let last: AuditSeal | undefined;
    let seals = 0;
    let events = 0;
    for (;;) {
      const batch = await this.audit.seals(last?.number ?? 0, SEALS_AT_ONCE);
      for (const seal of batch) {
        faults.push(...this.faultsOf(seal, last));
        if (seal.purgedAt === null) {
          const found = await this.eventFaults(seal);
          faults.push(...found.faults);
          events += found.events;
        }
        seals++;
        last = seal;
      }
      if (batch.length < SEALS_AT_ONCE) break;
    }
    if ((await this.audit.placedAfter(last?.lastPosition ?? 0)) > 0) {
      // A seal that was made meanwhile covers these events, unless no newer seal exists.
      const newer = await this.audit.seals(last?.number ?? 0, 1);
      if (newer.length === 0) {
        faults.push({ seal: last?.number ?? 0, fault: 'events_beyond_the_last_seal' });
      }
    }
    return {
      intact: faults.length === 0,
      seals,
      events,
      unsealed,
      head:
        last === undefined
          ? null
          : { number: last.number, hash: last.hash, sealedAt: last.sealedAt },
      faults: faults.slice(0, MOST_FAULTS),
    };
  }

  isOurs(seal: AuditSeal): boolean {
    return this.vault.hashes('audit', `seal ${seal.hash}`).includes(seal.mac);
  }

  private faultsOf(seal: AuditSeal, before: AuditSeal | undefined): AuditFault[] {
    const faults: AuditFault[] = [];
    const { number } = seal;
    const follows =
      number === (before?.number ?? 0) + 1 &&
      seal.firstPosition === (before?.lastPosition ?? 0) + 1;
    if (!follows) faults.push({ seal: number, fault: 'seal_missing' });
    if (seal.previousHash !== (before?.hash ?? FIRST_PREVIOUS_HASH)) {
      faults.push({ seal: number, fault: 'chain_broken' });
    }
    if (chainHash(seal) !== seal.hash) faults.push({ seal: number, fault: 'seal_altered' });
    if (!this.isOurs(seal)) faults.push({ seal: number, fault: 'seal_not_ours' });
    return faults;
  }

  private async eventFaults(seal: AuditSeal): Promise<{ events: number; faults: AuditFault[] }> {
    const { number, firstPosition, lastPosition, digest } = seal;
    const events = await this.audit.between(firstPosition, lastPosition);
    if (events.length !== lastPosition - firstPosition + 1) {
      return { events: events.length, faults: [{ seal: number, fault: 'events_missing' }] };
    }
    const same = digestOf(events) === digest;
    return {
      events: events.length,
      faults: same ? [] : [{ seal: number, fault: 'events_altered' }],
    };
  }
}
