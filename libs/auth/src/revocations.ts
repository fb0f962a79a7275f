import { createHash } from 'node:crypto';

/**
 * The access tokens that are void before they expire, as identity publishes them beside its keys. The list names
 * sessions and subjects by `revocationKey`, so that a reader of the public list learns no id from it.
 */
export interface Revocations {
  /** Every token of these sessions is void. */
  readonly sessions: readonly string[];
  /** Tokens of these subjects are void that were issued at this second or before. */
  readonly subjects: Readonly<Record<string, number>>;
}

const KEY_LENGTH = 22;

/** 132 bits of SHA-256. An id of version 7 has 74 random bits, so nobody finds the id by trying. */
export function revocationKey(id: string): string {
  return createHash('sha256').update(id).digest('base64url').slice(0, KEY_LENGTH);
}

/** What of a token decides whether the token was revoked. */
export interface RevocableToken {
  readonly subjectKey: string;
  readonly sessionKey: string | null;
  /** In seconds, as `iat` says. */
  readonly issuedAt: number;
}

/** The list in the memory of a service. Each fetch replaces the list, so the list forgets what identity forgets. */
export class RevocationList {
  private sessions: ReadonlySet<string> = new Set();
  private subjects: ReadonlyMap<string, number> = new Map();

  /** @param published the member `revoked` of the key set; absent where nothing is revoked */
  replace({ sessions, subjects }: Partial<Revocations> = {}): void {
    this.sessions = new Set(sessions);
    this.subjects = new Map(Object.entries(subjects ?? {}));
  }

  includes({ subjectKey, sessionKey, issuedAt }: RevocableToken): boolean {
    if (sessionKey !== null && this.sessions.has(sessionKey)) return true;
    return issuedAt <= (this.subjects.get(subjectKey) ?? Number.NEGATIVE_INFINITY);
  }
}
