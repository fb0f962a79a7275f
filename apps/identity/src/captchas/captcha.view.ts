import { Shown } from '@passerelle/http';

/** As the ALTCHA widget reads it; solved, it comes back as JSON in base64 in the member `captcha`. */
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
