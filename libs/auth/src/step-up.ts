import { AUTHENTICATION_CLASSES, type AuthenticationClass } from '@passerelle/contracts';
import type { DomainError } from '@passerelle/kernel';

import type { Actor } from './actor.js';
import { authErrors } from './auth.errors.js';

/** What the routes of sensitive operations ask for: `@Access({ roles, acr: TWO_FACTORS })`. */
export const TWO_FACTORS = 'urn:passerelle:acr:two-factors' satisfies AuthenticationClass;

/** How a person must have signed in for an operation. */
export interface AuthenticationDemand {
  /** The least class of the sign-in. */
  readonly acr: AuthenticationClass;
  /** The sign-in may be as old as this; without it any age. */
  readonly maxAgeSeconds?: number;
}

/**
 * @throws DomainError `auth/insufficient-user-authentication`, by which a client learns what sign-in is needed
 *   (RFC 9470)
 */
export function assertAuthenticated(
  { acr, authenticatedAt }: Pick<Actor, 'acr' | 'authenticatedAt'>,
  demand: AuthenticationDemand,
  now: Date,
): void {
  const { maxAgeSeconds } = demand;
  const isStrong = rankOf(acr) >= rankOf(demand.acr);
  const isRecent =
    maxAgeSeconds === undefined ||
    (authenticatedAt !== null &&
      now.getTime() - authenticatedAt.getTime() <= maxAgeSeconds * 1_000);
  if (isStrong && isRecent) return;
  throw authErrors.insufficientUserAuthentication({
    acr: demand.acr,
    ...(maxAgeSeconds === undefined ? {} : { maxAgeSeconds }),
  });
}

/** The value of `WWW-Authenticate` for a refusal (RFC 6750 § 3, RFC 9470 § 3). */
export function challengeOf({ code, meta }: Pick<DomainError, 'code' | 'meta'>): string {
  if (code !== authErrors.insufficientUserAuthentication.definition.code) return 'Bearer';
  const { acr, maxAgeSeconds } = meta;
  return [
    'Bearer error="insufficient_user_authentication"',
    'error_description="A stronger or more recent sign-in is required"',
    ...(typeof acr === 'string' ? [`acr_values="${acr}"`] : []),
    ...(typeof maxAgeSeconds === 'number' ? [`max_age="${String(maxAgeSeconds)}"`] : []),
  ].join(', ');
}

function rankOf(acr: AuthenticationClass | null): number {
  return acr === null ? -1 : AUTHENTICATION_CLASSES.indexOf(acr);
}

/** Whether the routes of this installation get the class of sign-in that their `@Access` asks for. */
export class StepUpPolicy {
  constructor(readonly isEnforced: boolean) {}
}
