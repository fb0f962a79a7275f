import { DomainError } from '@passerelle/kernel';

import type { Continuation } from '../second-factors/second-factor.js';
import type { OAuthProblem } from './token.view.js';
import { tokenErrors } from './tokens.errors.js';

/**
 * The answer to a right password of an account with a second factor. The token of the next step is no `meta` of the
 * error, because `meta` may reach the log.
 */
export class SecondFactorRequired extends DomainError {
  constructor(readonly continuation: Continuation) {
    super(tokenErrors.secondFactorRequired.definition);
  }
}

export function continuationOf(
  exception: unknown,
): Pick<OAuthProblem, 'mfa_token' | 'expires_in' | 'second_factors'> {
  if (!(exception instanceof SecondFactorRequired)) return {};
  const { mfaToken, expiresInSeconds, methods } = exception.continuation;
  return { mfa_token: mfaToken, expires_in: expiresInSeconds, second_factors: methods };
}
