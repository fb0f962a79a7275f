import { OneOf, Problem, Shown, Text } from '@passerelle/http';

import { MAX_CAPTCHA_LENGTH } from '../captchas/captchas.dto.js';
import { GRANT_TYPES } from '../keys/grant-types.js';

/** The names are those of RFC 6749. */
export class TokenRequest {
  @OneOf(GRANT_TYPES)
  grant_type!: (typeof GRANT_TYPES)[number];

  @Text({ max: 200, optional: true, description: 'For `password`', example: 'mediator' })
  username?: string;

  @Text({ max: 500, optional: true, description: 'For `password`', example: 'Passerelle-2024' })
  password?: string;

  @Text({ max: 500, optional: true, description: 'For `refresh_token`' })
  refresh_token?: string;

  @Text({
    max: 200,
    optional: true,
    description: 'For `client_credentials`, unless sent as HTTP Basic',
  })
  client_id?: string;

  @Text({
    max: 500,
    optional: true,
    description: 'For `client_credentials`, unless sent as HTTP Basic',
  })
  client_secret?: string;

  @Text({
    max: 1_000,
    optional: true,
    description: 'Space-separated; all that the client has by default',
  })
  scope?: string;

  @Text({
    max: MAX_CAPTCHA_LENGTH,
    optional: true,
    description:
      'For `password`, when `identity/captcha-required` was answered: the solved challenge',
  })
  captcha?: string;
}

export class RevocationRequest {
  @Text({ max: 2_000, description: 'A refresh token' })
  token!: string;

  @Text({ max: 100, optional: true, description: 'Not needed (RFC 7009 § 2.1)' })
  token_type_hint?: string;

  @Text({
    max: 200,
    optional: true,
    description: 'Not needed: sessions belong to the public client',
  })
  client_id?: string;
}

export class TokenResponse {
  @Shown()
  access_token!: string;

  @Shown({ enum: ['Bearer'] })
  token_type!: 'Bearer';

  @Shown({ description: 'Seconds', type: 'integer' })
  expires_in!: number;

  @Shown({ required: false, description: 'Not for batch clients' })
  refresh_token?: string;

  @Shown({ description: 'Space-separated' })
  scope!: string;

  @Shown({ enum: ['ok', 'change_recommended'] })
  password_status!: 'ok' | 'change_recommended';
}

export class OAuthProblem extends Problem {
  @Shown({ description: 'RFC 6749 § 5.2', example: 'invalid_grant' })
  error!: string;

  @Shown()
  error_description!: string;

  @Shown({
    required: false,
    description: 'Where to start over, when a password change is required',
  })
  resetUrl?: string;
}
