import { Problem, Shown } from '@passerelle/http';

import {
  PROOF_METHODS,
  type ProofMethod,
  SECOND_FACTOR_STATUSES,
  type SecondFactorStatus,
} from '../second-factors/second-factor.js';

export class TokenView {
  @Shown()
  access_token!: string;

  @Shown({ enum: ['Bearer'] })
  token_type!: 'Bearer';

  @Shown({ description: 'The life of the access token in seconds', type: 'integer' })
  expires_in!: number;

  @Shown({
    required: false,
    description: 'Absent for batch clients, and while a second factor must be enrolled',
  })
  refresh_token?: string;

  @Shown({ description: 'Scopes, separated by spaces' })
  scope!: string;

  @Shown({ enum: ['ok', 'change_recommended'] })
  password_status!: 'ok' | 'change_recommended';

  @Shown({
    enum: SECOND_FACTOR_STATUSES,
    description:
      'With `enrolment_required` the token can do nothing but enrol a second factor, and there is no refresh token',
  })
  second_factor_status!: SecondFactorStatus;
}

export class OAuthProblem extends Problem {
  @Shown({ description: 'A code of RFC 6749 § 5.2', example: 'invalid_grant' })
  error!: string;

  @Shown()
  error_description!: string;

  @Shown({
    required: false,
    description: 'The path of the password reset, when a password change is required',
  })
  resetUrl?: string;

  @Shown({
    required: false,
    description: 'With `mfa_required`: the token of the second step, which serves one sign-in',
  })
  mfa_token?: string;

  @Shown({ required: false, type: 'integer', description: 'The life of `mfa_token` in seconds' })
  expires_in?: number;

  @Shown({
    required: false,
    enum: PROOF_METHODS,
    isArray: true,
    description: 'With `mfa_required`: how this account can prove its second factor',
  })
  second_factors?: readonly ProofMethod[];
}
