import { createPublicKey, type JsonWebKey, type KeyObject } from 'node:crypto';

import { RevocationList, type Revocations } from './revocations.js';

/** A member of a JSON Web Key Set (RFC 7517) as it arrives: nothing in it is checked yet. */
export type PublicJwk = JsonWebKey & {
  readonly kid?: string;
  readonly use?: string;
  readonly alg?: string;
};

export interface KeySetOptions {
  readonly url: string;
  /** A key set this old is fetched again, in the background. */
  readonly maxAgeMs?: number;
  /** `current` waits for a set that is older than this. */
  readonly staleMs?: number;
  /** An unknown `kid` asks for the keys at most this often, so that forged tokens cannot flood the issuer. */
  readonly cooldownMs?: number;
  /** After a failure the set is asked again sooner: the issuer may be starting. */
  readonly retryMs?: number;
  /** Which members of the set serve; all by default. */
  readonly serves?: (jwk: PublicJwk) => boolean;
}

export interface NamedKey {
  readonly kid: string;
  readonly key: KeyObject;
}

const TIMEOUT_MS = 3_000;

/**
 * The public keys of another service, kept in memory. The set is fetched when a key is first needed and
 * when somebody names an unknown key (a rotation). While the other service is away, the known keys go on
 * serving.
 */
export class KeySet {
  private keys: ReadonlyMap<string, KeyObject> = new Map();
  /** What the issuer has revoked: published beside the keys, so that whoever has the keys has the list. */
  readonly revocations = new RevocationList();
  private fetchedAt = Number.NEGATIVE_INFINITY;
  private askedAt = Number.NEGATIVE_INFINITY;
  /** Before this moment an unknown `kid` asks nobody. */
  private quietUntil = Number.NEGATIVE_INFINITY;
  private fetching: Promise<void> | undefined;
  /** Whether the last question had no answer. */
  private away = false;
  private readonly maxAgeMs: number;
  private readonly staleMs: number;
  private readonly cooldownMs: number;
  private readonly retryMs: number;
  private readonly serves: (jwk: PublicJwk) => boolean;
  /** Called when a key is no longer served: what was verified with this key counts no more. */
  onWithdrawal: () => void = () => undefined;

  constructor(private readonly options: KeySetOptions) {
    this.maxAgeMs = options.maxAgeMs ?? 600_000;
    this.staleMs = options.staleMs ?? Number.POSITIVE_INFINITY;
    this.cooldownMs = options.cooldownMs ?? 10_000;
    this.retryMs = options.retryMs ?? 1_000;
    this.serves = options.serves ?? (() => true);
  }

  /** Whether no key was ever obtained, or the last set held none. */
  get isEmpty(): boolean {
    return this.keys.size === 0;
  }

  /**
   * The key of this id, at once when the key is known: an old set is fetched in the background.
   *
   * @returns undefined when the set has no such key, or cannot be had
   */
  async find(kid: string): Promise<KeyObject | undefined> {
    const known = this.keys.get(kid);
    if (known !== undefined) {
      if (this.isOld()) this.refresh().catch(() => undefined);
      return known;
    }
    await this.refreshUnlessQuiet();
    return this.keys.get(kid);
  }

  /**
   * The first key of a set that is not old: what is sealed with a key of long ago may find nobody who
   * can open it. While the other service is away, the last known first key serves.
   *
   * @returns undefined when no key was ever obtained
   */
  async first(): Promise<NamedKey | undefined> {
    if (this.isOld()) await this.refreshUnlessQuiet();
    const [entry] = this.keys;
    return entry === undefined ? undefined : { kid: entry[0], key: entry[1] };
  }

  /**
   * Fetches a set that is old in the background, and waits for the answer only when the set is stale. While the other
   * service is away nobody waits: the known keys and revocations go on serving.
   */
  async current(): Promise<void> {
    if (!this.isOld()) return;
    const age = performance.now() - this.fetchedAt;
    if (age > this.staleMs && !this.away) await this.refresh().catch(() => undefined);
    else if (!this.isEmpty) this.refreshUnlessQuiet().catch(() => undefined);
  }

  private isOld(): boolean {
    return performance.now() - this.fetchedAt > this.maxAgeMs;
  }

  private async refreshUnlessQuiet(): Promise<void> {
    if (performance.now() > this.quietUntil || this.fetching !== undefined) {
      await this.refresh().catch(() => undefined);
    }
  }

  private refresh(): Promise<void> {
    this.fetching ??= this.fetch().finally(() => {
      this.fetching = undefined;
      // Counted from the end: a service that hangs is not asked again at once.
      this.away = this.fetchedAt <= this.askedAt;
      const pause = this.away ? this.retryMs : this.cooldownMs;
      this.quietUntil = performance.now() + pause;
    });
    return this.fetching;
  }

  private async fetch(): Promise<void> {
    this.askedAt = performance.now();
    const response = await fetch(this.options.url, { signal: AbortSignal.timeout(TIMEOUT_MS) });
    if (!response.ok) throw new Error(`key set answered ${String(response.status)}`);
    const { keys, revoked } = (await response.json()) as {
      keys: PublicJwk[];
      revoked?: Revocations;
    };
    const usable = new Map(keys.filter(this.serves).flatMap(usableKey));
    this.revocations.replace(revoked);
    const withdrawn = [...this.keys.keys()].some((kid) => !usable.has(kid));
    this.keys = usable;
    // A set without keys counts as a failed fetch.
    if (usable.size > 0) this.fetchedAt = performance.now();
    if (withdrawn) this.onWithdrawal();
  }
}

/** A key that cannot be used does not take the others with it (RFC 7517 § 5). */
function usableKey(jwk: PublicJwk): [string, KeyObject][] {
  if (jwk.kid === undefined) return [];
  try {
    return [[jwk.kid, createPublicKey({ key: jwk, format: 'jwk' })]];
  } catch {
    return [];
  }
}
