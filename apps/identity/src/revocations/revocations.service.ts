import { Inject, Injectable } from '@nestjs/common';

import type { Revocations } from '@passerelle/auth';
import { Clock } from '@passerelle/kernel';
import { Transactions, type Tx } from '@passerelle/persistence';
import { SETTINGS } from '@passerelle/service-kit';

import type { IdentitySettings } from '../identity.settings.js';
import { SessionsService } from '../sessions/sessions.service.js';
import { revocationsOf } from './revocations.js';
import { SubjectRevocationsRepository } from './subject-revocations.repository.js';

/** So many requests read the tables once. */
const FRESH_MS = 2_000;
/** Services take a token for a minute longer, as clocks differ; a replica of identity may be a minute ahead. */
const TOLERANCE_MS = 120_000;

/**
 * Which access tokens are void before they expire. The list is a part of the key set that every service fetches: no
 * service can have the keys without the list, also after a start or an outage.
 */
@Injectable()
export class RevocationsService {
  private known: Revocations | undefined;
  private reading: Promise<Revocations> | undefined;
  private readAt = Number.NEGATIVE_INFINITY;

  constructor(
    private readonly subjects: SubjectRevocationsRepository,
    private readonly sessions: SessionsService,
    private readonly transactions: Transactions,
    private readonly clock: Clock,
    @Inject(SETTINGS) private readonly settings: IdentitySettings,
  ) {}

  /**
   * Makes the access tokens of accounts or clients void that were issued until now: for a client that is closed, and
   * for claims that have changed. Sessions go on and renew with the new claims.
   */
  async revokeTokensOf(tx: Tx, subjectIds: readonly string[]): Promise<void> {
    await this.subjects.add(tx, subjectIds, this.clock.now());
  }

  /** The list for the key set. While the database is away, the last list is given. */
  async published(): Promise<Revocations> {
    if (this.known !== undefined && performance.now() - this.readAt <= FRESH_MS) return this.known;
    this.reading ??= this.read().finally(() => {
      this.reading = undefined;
    });
    try {
      return await this.reading;
    } catch (error) {
      if (this.known === undefined) throw error;
      return this.known;
    }
  }

  async forgetExpired(): Promise<void> {
    await this.transactions.run((tx) => this.subjects.deleteBefore(tx, this.oldest()));
  }

  private async read(): Promise<Revocations> {
    const oldest = this.oldest();
    const readAt = performance.now();
    this.known = revocationsOf(
      await this.sessions.endedSince(oldest),
      await this.subjects.since(oldest),
    );
    this.readAt = readAt;
    return this.known;
  }

  /** A token issued before has expired. */
  private oldest(): Date {
    const lifeMs = this.settings.accessTokenSeconds * 1_000 + TOLERANCE_MS;
    return new Date(this.clock.now().getTime() - lifeMs);
  }
}
