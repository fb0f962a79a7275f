import { createHash, randomBytes } from 'node:crypto';

import { Inject, Injectable } from '@nestjs/common';

import { Clock, newId } from '@passerelle/kernel';
import { Transactions, type Tx } from '@passerelle/persistence';
import { SETTINGS } from '@passerelle/service-kit';

import type { IdentitySettings } from '../identity.settings.js';
import type { RefreshToken } from './refresh-token.entity.js';
import { RefreshTokensRepository } from './refresh-tokens.repository.js';

/**
 * Sessions of persons. A session is a family of refresh tokens, each of which replaces the token before. A
 * session that has ended cannot be renewed.
 */
@Injectable()
export class SessionsService {
  constructor(
    private readonly refreshTokens: RefreshTokensRepository,
    private readonly transactions: Transactions,
    private readonly clock: Clock,
    @Inject(SETTINGS) private readonly settings: IdentitySettings,
  ) {}

  /**
   * Adds the next refresh token of a session; without a family the token opens a new session.
   *
   * @returns the refresh token, which is kept as a hash only
   */
  async issue(tx: Tx, accountId: string, familyId: string = newId()): Promise<string> {
    const token = randomBytes(32).toString('base64url');
    await this.refreshTokens.insert(tx, {
      id: newId(),
      familyId,
      accountId,
      tokenHash: hashOf(token),
      expiresAt: new Date(this.clock.now().getTime() + this.settings.refreshTokenSeconds * 1_000),
      usedAt: null,
      revokedAt: null,
    });
    return token;
  }

  accountIdOf(token: string): Promise<string | null> {
    return this.refreshTokens.accountIdOf(hashOf(token));
  }

  /** A refresh token, locked: of two uses at the same time the second waits for the first. */
  byTokenForChange(tx: Tx, token: string): Promise<RefreshToken | null> {
    return this.refreshTokens.byHashForChange(tx, hashOf(token));
  }

  async markUsed(tx: Tx, refreshToken: RefreshToken): Promise<void> {
    await this.refreshTokens.markUsed(tx, refreshToken.id, this.clock.now());
  }

  /** Ends the session of a refresh token. */
  async end(tx: Tx, { familyId }: RefreshToken): Promise<void> {
    await this.refreshTokens.revokeFamily(tx, familyId, this.clock.now());
  }

  /** Ends every session of some accounts. */
  async endAllOf(tx: Tx, accountIds: readonly string[]): Promise<void> {
    await this.refreshTokens.revokeAccounts(tx, accountIds, this.clock.now());
  }

  async forgetExpired(): Promise<void> {
    await this.transactions.run((tx) => this.refreshTokens.deleteExpired(tx, this.clock.now()));
  }
}

/** A refresh token has 256 random bits, so a fast hash protects it. */
function hashOf(token: string): string {
  return createHash('sha256').update(token).digest('base64');
}
