import { type Revocations, revocationKey } from '@passerelle/auth';
import { groupBy } from '@passerelle/kernel';

export interface EndedSession {
  readonly id: string;
  readonly accountId: string;
  readonly endedAt: Date | null;
}

export interface RevokedSubject {
  readonly subjectId: string;
  readonly issuedBefore: Date;
}

/** Of one account, this many ended sessions are listed one by one. */
const MOST_SESSIONS = 10;

/**
 * The list that identity publishes. A person who signs in and out all the time would make the list long for every
 * service: beyond ten ended sessions the account stands in the list instead. Its open sessions then renew once, and
 * no session ends by this.
 */
export function revocationsOf(
  sessions: readonly EndedSession[],
  subjects: readonly RevokedSubject[],
): Revocations {
  const listed: string[] = [];
  const revoked = [...subjects];
  for (const [accountId, own] of groupBy(sessions, (session) => session.accountId)) {
    if (own.length <= MOST_SESSIONS) {
      listed.push(...own.map(({ id }) => revocationKey(id)));
    } else {
      const last = Math.max(...own.map(({ endedAt }) => endedAt?.getTime() ?? 0));
      revoked.push({ subjectId: accountId, issuedBefore: new Date(last) });
    }
  }
  const until = new Map<string, number>();
  for (const { subjectId, issuedBefore } of revoked) {
    const key = revocationKey(subjectId);
    const second = Math.floor(issuedBefore.getTime() / 1_000);
    until.set(key, Math.max(second, until.get(key) ?? 0));
  }
  return { sessions: listed, subjects: Object.fromEntries(until) };
}
