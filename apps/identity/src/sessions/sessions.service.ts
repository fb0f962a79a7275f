import { createHash, randomBytes } from 'node:crypto';

import { Inject, Injectable } from '@nestjs/common';

import type { AuthenticationMethod } from '@passerelle/contracts';
import { Clock, newId } from '@passerelle/kernel';
import { Transactions, type Tx } from '@passerelle/persistence';
import { SETTINGS } from '@passerelle/service-kit';

import type { IdentitySettings } from '../identity.settings.js';
import { VaultService } from '../vault/vault.service.js';
import { judgeRenewal, type Renewal } from './renewal.js';
import type { Session, SessionEndReason } from './session.entity.js';
import { type Presented, SessionsRepository } from './sessions.repository.js';

/** How a person has just signed in. */
export interface SignIn {
  readonly amr: readonly AuthenticationMethod[];
  /** See `deviceLabel`. */
  readonly device: string | null;
}

/** A session with the refresh token that renews the session next. No table holds the token in clear. */
export interface OpenSession {
  readonly session: Session;
  readonly refreshToken: string;
}

/** What a presented refresh token is worth, and the session of the token. The row of the session is locked. */
export interface JudgedRenewal extends Presented {
  readonly verdict: Renewal;
}

/** The sessions that a person sees; nobody has so many devices. */
const MOST_SHOWN = 100;
/** A session that has ended is kept for a day: services learn of the end, and a copied token is recognised. */
const KEPT_MS = 86_400_000;

/**
 * Sessions of persons. Each use of a refresh token replaces the token by its successor. A session that has ended
 * cannot be renewed.
 */
@Injectable()
export class SessionsService {
  constructor(
    private readonly sessions: SessionsRepository,
    private readonly vault: VaultService,
    private readonly transactions: Transactions,
    private readonly clock: Clock,
    @Inject(SETTINGS) private readonly settings: IdentitySettings,
  ) {}

  /** Opens a session for a person who has just signed in. */
  async open(tx: Tx, accountId: string, { amr, device }: SignIn): Promise<OpenSession> {
    const now = this.clock.now();
    const session: Session = {
      id: newId(),
      accountId,
      openedAt: now,
      lastUsedAt: now,
      endsAt: new Date(now.getTime() + this.settings.sessionSeconds * 1_000),
      amr: [...amr],
      authenticatedAt: now,
      device,
      endedAt: null,
      endReason: null,
    };
    await this.sessions.insert(tx, session);
    const refreshToken = randomBytes(32).toString('base64url');
    await this.keep(tx, session, refreshToken);
    return { session, refreshToken };
  }

  accountIdOf(token: string): Promise<string | null> {
    return this.sessions.accountIdOfToken(hashOf(token));
  }

  /** What a refresh token is worth now; null when nobody has the token. */
  async judge(tx: Tx, token: string): Promise<JudgedRenewal | null> {
    const presented = await this.sessions.byTokenForChange(tx, hashOf(token));
    if (presented === null) return null;
    const { refreshGraceSeconds } = this.settings;
    const verdict = judgeRenewal(
      presented.token,
      presented.session,
      this.clock.now(),
      refreshGraceSeconds * 1_000,
    );
    return { ...presented, verdict };
  }

  /**
   * The session with the successor of a token that was judged `renew` or `repeat`. The successor is derived from the
   * token with a key of the vault, so the second of two uses gets the same successor, and no table holds it.
   *
   * @returns null when the successor was made under a master key that is gone
   */
  async renew(tx: Tx, token: string, judged: JudgedRenewal): Promise<OpenSession | null> {
    const { session, verdict } = judged;
    const successors = this.vault
      .hashes('refresh-token', token)
      .map((hash) => hash.split('.')[1] ?? '');
    if (verdict === 'repeat') {
      // The successor may have been made under a former master key.
      for (const refreshToken of successors) {
        if ((await this.accountIdOf(refreshToken)) !== null) return { session, refreshToken };
      }
      return null;
    }
    const [refreshToken = ''] = successors;
    await this.sessions.markUsed(tx, judged, this.clock.now());
    await this.keep(tx, session, refreshToken);
    return { session, refreshToken };
  }

  /** @returns false when the session has ended before */
  end(tx: Tx, { id }: Pick<Session, 'id'>, reason: SessionEndReason): Promise<boolean> {
    return this.sessions.end(tx, id, reason, this.clock.now());
  }

  /** Ends every session of some accounts. */
  async endAllOf(tx: Tx, accountIds: readonly string[], reason: SessionEndReason): Promise<void> {
    await this.sessions.endOf(tx, accountIds, reason, this.clock.now());
  }

  /** The open sessions of an account, the latest used first. */
  openOf(accountId: string): Promise<Session[]> {
    return this.sessions.openOf(accountId, this.clock.now(), MOST_SHOWN);
  }

  /** The sessions that were ended since a moment, before their time. */
  endedSince(moment: Date): Promise<Session[]> {
    return this.sessions.endedSince(moment);
  }

  /** @returns false when the account has no such session, or the session has ended */
  async endOwn(tx: Tx, accountId: string, id: string): Promise<boolean> {
    const session = await this.sessions.byIdForChange(tx, id);
    if (session?.accountId !== accountId || session.endsAt <= this.clock.now()) return false;
    return this.end(tx, session, 'ended_by_person');
  }

  /**
   * Ends the sessions of an account, without the one from which the person does this.
   *
   * @returns how many have ended
   */
  endOthers(tx: Tx, accountId: string, own: string | null): Promise<number> {
    return this.sessions.endOf(tx, [accountId], 'ended_by_person', this.clock.now(), own);
  }

  async forgetEnded(): Promise<void> {
    const now = this.clock.now();
    const before = new Date(now.getTime() - KEPT_MS);
    await this.transactions.run((tx) => this.sessions.deleteEnded(tx, now, before));
  }

  private async keep(tx: Tx, session: Session, token: string): Promise<void> {
    const lifeEnds = this.clock.now().getTime() + this.settings.refreshTokenSeconds * 1_000;
    await this.sessions.insertToken(tx, {
      id: newId(),
      sessionId: session.id,
      tokenHash: hashOf(token),
      expiresAt: new Date(Math.min(lifeEnds, session.endsAt.getTime())),
      usedAt: null,
    });
  }
}

/** A refresh token has 256 random bits, so a fast hash protects it. */
function hashOf(token: string): string {
  return createHash('sha256').update(token).digest('base64');
}
