import { Text } from '@passerelle/http';

import { MAX_CAPTCHA_LENGTH } from '../captchas/captcha.js';

export class ChangePassword {
  @Text({ max: 500 })
  currentPassword!: string;

  @Text({ max: 500, description: 'See `GET /identity/v1/password-policy`' })
  newPassword!: string;

  @Text({
    max: MAX_CAPTCHA_LENGTH,
    optional: true,
    description: 'Required after the answer `identity/captcha-required`: the solved challenge',
  })
  captcha?: string;
}
