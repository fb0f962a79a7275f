import { Shown } from '@passerelle/http';

/**
 * A challenge for the ALTCHA widget. The solved challenge is sent as JSON in base64 in the member `captcha`.
 */
export class CaptchaView {
  @Shown({
    type: 'object',
    additionalProperties: true,
    description:
      '`algorithm`, `nonce`, `salt`, `cost`, `keyLength`, `keyPrefix`, `keySignature`, `expiresAt`',
  })
  parameters!: object;

  @Shown({ required: false })
  signature?: string;
}
