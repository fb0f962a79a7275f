import { createPublicKey, type JsonWebKey, type KeyObject } from 'node:crypto';

import { authErrors } from './auth.errors.js';

export interface KeySetOptions {
  readonly url: string;
  /** A key set this old is fetched again in the background. */
  readonly maxAgeMs?: number;
  /** An unknown `kid` asks for the keys at most this often, so that forged tokens cannot flood identity. */
  readonly cooldownMs?: number;
  /** After a failure it asks again sooner: identity may be starting. */
  readonly retryMs?: number;
}

/**
 * Identity's public keys, kept in memory. Fetched when first needed and when a token names an unknown
 * key (a rotation); while identity is away the keys already known go on serving.
 */
export class KeySet {
  private keys = new Map<string, KeyObject>();
  private fetchedAt = Number.NEGATIVE_INFINITY;
  private askedAt = Number.NEGATIVE_INFINITY;
  /** Before this moment an unknown `kid` asks nobody. */
  private quietUntil = Number.NEGATIVE_INFINITY;
  private fetching: Promise<void> | undefined;
  private readonly maxAgeMs: number;
  private readonly cooldownMs: number;
  private readonly retryMs: number;
  /** Called when a key is no longer served: what was verified with it counts no more. */
  onWithdrawal: () => void = () => undefined;

  constructor(private readonly options: KeySetOptions) {
    this.maxAgeMs = options.maxAgeMs ?? 600_000;
    this.cooldownMs = options.cooldownMs ?? 10_000;
    this.retryMs = options.retryMs ?? 1_000;
  }

  /**
   * @returns the key, or undefined when identity has no such key
   * @throws DomainError `auth/keys-unavailable` when no key was ever obtained
   */
  async find(kid: string): Promise<KeyObject | undefined> {
    const known = this.keys.get(kid);
    const age = performance.now() - this.fetchedAt;
    if (known !== undefined) {
      if (age > this.maxAgeMs) this.refresh().catch(() => undefined);
      return known;
    }
    if (performance.now() > this.quietUntil || this.fetching !== undefined) {
      await this.refresh().catch(() => undefined);
    }
    if (this.keys.size === 0) throw authErrors.keysUnavailable();
    return this.keys.get(kid);
  }

  private refresh(): Promise<void> {
    this.fetching ??= this.fetch().finally(() => {
      this.fetching = undefined;
      // Counted from the end: an identity that hangs is not asked again at once.
      const pause = this.fetchedAt > this.askedAt ? this.cooldownMs : this.retryMs;
      this.quietUntil = performance.now() + pause;
    });
    return this.fetching;
  }

  private async fetch(): Promise<void> {
    this.askedAt = performance.now();
    const response = await fetch(this.options.url, { signal: AbortSignal.timeout(3_000) });
    if (!response.ok) throw new Error(`key set answered ${String(response.status)}`);
    const { keys } = (await response.json()) as { keys: Jwk[] };
    const usable = new Map(keys.flatMap(usableKey));
    const withdrawn = [...this.keys.keys()].some((kid) => !usable.has(kid));
    this.keys = usable;
    // Having none is like having failed.
    if (usable.size > 0) this.fetchedAt = performance.now();
    if (withdrawn) this.onWithdrawal();
  }
}

type Jwk = JsonWebKey & { readonly kid?: string };

/** One key that cannot be used must not take the others with it (RFC 7517 § 5). */
function usableKey(jwk: Jwk): [string, KeyObject][] {
  if (jwk.kid === undefined) return [];
  try {
    return [[jwk.kid, createPublicKey({ key: jwk, format: 'jwk' })]];
  } catch {
    return [];
  }
}
