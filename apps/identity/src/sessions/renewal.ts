/** What a refresh token must tell: until when it serves, and when it served. */
export interface PresentedToken {
  readonly expiresAt: Date;
  readonly usedAt: Date | null;
}

export interface PresentedSession {
  readonly endsAt: Date;
  readonly endedAt: Date | null;
}

/**
 * - `renew`: the token is replaced by its successor
 * - `repeat`: the token has just been replaced, so the same successor is given again
 * - `reused`: a token that served before came back, so somebody copied the token
 * - `refused`: the token or the session has ended
 */
export type Renewal = 'renew' | 'repeat' | 'reused' | 'refused';

/**
 * Two tabs of one browser renew a session at the same moment with the same token. For a short time a used token
 * therefore gives the same successor again, and no second line of tokens begins: a copier and the owner then hold the
 * same token, and the next use by the second of them is `reused`.
 */
export function judgeRenewal(
  token: PresentedToken,
  session: PresentedSession,
  now: Date,
  graceMs: number,
): Renewal {
  if (token.expiresAt <= now) return 'refused';
  const open = session.endedAt === null && session.endsAt > now;
  if (token.usedAt === null) return open ? 'renew' : 'refused';
  const since = Math.abs(now.getTime() - token.usedAt.getTime());
  if (since > graceMs) return 'reused';
  return open ? 'repeat' : 'refused';
}
