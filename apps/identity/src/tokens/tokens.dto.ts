import { OneOf, Text } from '@passerelle/http';

import { MAX_CAPTCHA_LENGTH } from '../captchas/captcha.js';
import { GRANT_TYPES } from '../keys/grant-types.js';
import { MAX_PASSKEY_ANSWER_LENGTH, OTP_FORM } from '../second-factors/second-factors.dto.js';

/** The members have the names of RFC 6749. */
export class RequestToken {
  @OneOf(GRANT_TYPES)
  grant_type!: (typeof GRANT_TYPES)[number];

  @Text({ max: 200, optional: true, description: 'For `password`', example: 'mediator' })
  username?: string;

  @Text({ max: 500, optional: true, description: 'For `password`', example: 'Passerelle-2024' })
  password?: string;

  @Text({
    max: 500,
    optional: true,
    description: 'For the second factor: of the answer `mfa_required` to the password',
  })
  mfa_token?: string;

  @Text({
    ...OTP_FORM,
    optional: true,
    description: 'For the second factor: the code of the moment',
  })
  otp?: string;

  @Text({ max: 60, optional: true, description: 'For the second factor: a recovery code' })
  recovery_code?: string;

  @Text({
    max: MAX_PASSKEY_ANSWER_LENGTH,
    optional: true,
    description:
      'For the second factor: the answer of `navigator.credentials.get` to the options of `POST /identity/v1/passkey-challenges`: `toJSON()`, as JSON in base64',
  })
  assertion?: string;

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
    description: 'Scopes, separated by spaces. Without scopes the client gets all its scopes',
  })
  scope?: string;

  @Text({
    max: MAX_CAPTCHA_LENGTH,
    optional: true,
    description:
      'For `password` and the second factor, after the answer `identity/captcha-required`: the solved challenge',
  })
  captcha?: string;
}

export class RevokeToken {
  @Text({ max: 2_000, description: 'A refresh token' })
  token!: string;

  @Text({ max: 100, optional: true, description: 'Ignored (RFC 7009 § 2.1)' })
  token_type_hint?: string;

  @Text({
    max: 200,
    optional: true,
    description: 'Ignored, because sessions belong to the public client',
  })
  client_id?: string;
}
