import { createHash, type KeyObject } from 'node:crypto';

import {
  ACCESS_TOKEN_TYPE,
  accessTokenClaims,
  AUDIENCE,
  SIGNATURE_ALGORITHM,
} from '@passerelle/contracts';
import { DomainError } from '@passerelle/kernel';
import passport from 'passport';
import { ExtractJwt, Strategy } from 'passport-jwt';

import { type Actor, actorFrom } from './actor.js';
import { authErrors } from './auth.errors.js';
import type { KeySet } from './key-set.js';
import { type RevocableToken, revocationKey } from './revocations.js';

/** Clocks of different machines may differ by this much. */
const TOLERANCE_S = 60;
const CACHE_LIFE_MS = 60_000;
const CACHE_SIZE = 10_000;

interface CacheEntry {
  readonly actor: Actor;
  readonly revocable: RevocableToken;
  readonly until: number;
}

/**
 * Verifies access tokens with passport-jwt against identity's keys: fixed algorithm, issuer, audience,
 * type and life (RFC 8725, RFC 9068). Tokens that passed are remembered for a minute by their hash,
 * because a signature costs as much as three requests. Each call looks into identity's list of revocations, also for
 * a token that is remembered.
 */
export class TokenVerifier {
  private readonly cache = new Map<string, CacheEntry>();
  private readonly authenticator = new passport.Passport();

  constructor(
    private readonly keys: KeySet,
    issuer: string,
  ) {
    keys.onWithdrawal = () => {
      this.forget();
    };
    const strategy = new Strategy(
      {
        jwtFromRequest: ExtractJwt.fromAuthHeaderAsBearerToken(),
        issuer,
        audience: AUDIENCE,
        algorithms: [SIGNATURE_ALGORITHM],
        // eslint-disable-next-line @typescript-eslint/no-deprecated -- the only way to a tolerance.
        jsonWebTokenOptions: { clockTolerance: TOLERANCE_S },
        secretOrKeyProvider: (_: unknown, token: string, done) => {
          keyFor(keys, token).then(
            (key) => {
              // Its types know secrets and PEM text only; the library underneath takes key objects.
              done(null, key as unknown as Buffer);
            },
            (error: unknown) => {
              done(error);
            },
          );
        },
      },
      (payload: unknown, done: (error: unknown, user?: Actor | false) => void) => {
        const claims = accessTokenClaims.safeParse(payload);
        done(null, claims.success ? actorFrom(claims.data) : false);
      },
    );
    this.authenticator.use('access-token', strategy);
  }

  /**
   * @returns the caller named by the request's bearer token
   * @throws DomainError `auth/token-missing`, `auth/token-invalid` or `auth/keys-unavailable`
   */
  async verify(authorization: string | undefined): Promise<Actor> {
    const token = /^bearer +([\w-]+\.[\w-]+\.[\w-]+)$/i.exec(authorization ?? '')?.[1];
    if (token === undefined || !token.split('.').every(isCanonical)) {
      throw authorization === undefined ? authErrors.tokenMissing() : authErrors.tokenInvalid();
    }
    await this.keys.current();
    const hash = createHash('sha256').update(token).digest('base64');
    const cached = this.cache.get(hash);
    const known =
      cached !== undefined && cached.until > Date.now() ? cached : await this.admit(hash, token);
    if (this.keys.revocations.includes(known.revocable)) throw authErrors.tokenInvalid();
    return known.actor;
  }

  /** Forgets the tokens that passed: after the withdrawal of a key. */
  forget(): void {
    this.cache.clear();
  }

  private authenticate(token: string): Promise<Actor> {
    return new Promise((resolve, reject) => {
      const middleware = this.authenticator.authenticate(
        'access-token',
        { session: false },
        (error: unknown, actor: Actor | false | null | undefined, reason: unknown) => {
          if (error instanceof Error) reject(error);
          // passport-jwt makes a mere refusal of what the key provider threw.
          else if (reason instanceof DomainError) reject(reason);
          else if (!actor) reject(authErrors.tokenInvalid());
          else resolve(actor);
        },
      ) as (request: object, response: object, next: (error?: unknown) => void) => void;
      middleware({ headers: { authorization: `Bearer ${token}` } }, {}, (error) => {
        reject(error instanceof Error ? error : authErrors.tokenInvalid());
      });
    });
  }

  private async admit(hash: string, token: string): Promise<CacheEntry> {
    const actor = await this.authenticate(token);
    const { exp, iat } = part(token, 1);
    const entry = {
      actor,
      revocable: {
        subjectKey: revocationKey(actor.subject),
        sessionKey: actor.sessionId === null ? null : revocationKey(actor.sessionId),
        issuedAt: Number(iat),
      },
      until: Math.min(Number(exp) * 1_000, Date.now() + CACHE_LIFE_MS),
    };
    this.remember(hash, entry);
    return entry;
  }

  private remember(hash: string, entry: CacheEntry): void {
    if (this.cache.size >= CACHE_SIZE) {
      const oldest = this.cache.keys().next();
      if (oldest.done !== true) this.cache.delete(oldest.value);
    }
    this.cache.set(hash, entry);
  }
}

/** The key that the token's header names; a header of another type or algorithm has none. */
async function keyFor(keys: KeySet, token: string): Promise<KeyObject> {
  const header = part(token, 0);
  const { typ, alg, kid } = header;
  // No critical extension is understood here, and jsonwebtoken ignores them (RFC 7515 § 4.1.11).
  const critical = 'crit' in header;
  if (
    typ !== ACCESS_TOKEN_TYPE ||
    alg !== SIGNATURE_ALGORITHM ||
    typeof kid !== 'string' ||
    critical
  ) {
    throw authErrors.tokenInvalid();
  }
  const key = await keys.find(kid);
  if (key === undefined && keys.isEmpty) throw authErrors.keysUnavailable();
  if (key === undefined) throw authErrors.tokenInvalid();
  return key;
}

/**
 * Whether a part of a token is the one spelling of its bytes. Decoders ignore the bits that are left over in the last
 * letter, so that up to sixteen texts would be one token (RFC 4648 § 3.5).
 */
function isCanonical(text: string): boolean {
  return Buffer.from(text, 'base64url').toString('base64url') === text;
}

function part(token: string, index: number): Record<string, unknown> {
  try {
    const text = Buffer.from(token.split('.')[index] ?? '', 'base64url').toString('utf8');
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
  } catch {
    return {};
  }
}
