import { MESSAGE_CHANNELS, type MessageChannel } from '@passerelle/contracts';
import { Name, OneOf, Text } from '@passerelle/http';

import { MAX_CAPTCHA_LENGTH } from '../captchas/captcha.js';

export class RequestPasswordReset {
  @Text({
    max: 40,
    description: '13 characters, or 15 with the key; blanks do not matter',
    example: '2951099126111',
  })
  nir!: string;

  @Name({
    max: 100,
    description: 'Accents, hyphens, apostrophes, blanks and case do not matter',
    example: 'Durand',
  })
  birthName!: string;

  @Text({
    max: MAX_CAPTCHA_LENGTH,
    description: 'A solved challenge of `GET /identity/v1/captchas`, as JSON in base64',
  })
  captcha!: string;

  @OneOf(MESSAGE_CHANNELS, { description: 'The channel for the code' })
  channel!: MessageChannel;
}

export class CompletePasswordReset {
  @Text({
    min: 6,
    max: 6,
    pattern: /^\d{6}$/,
    patternHint: { fr: 'un code de 6 chiffres', en: 'a code of 6 digits' },
    example: '123456',
  })
  code!: string;

  @Text({ max: 500, description: 'See `GET /identity/v1/password-policy`' })
  newPassword!: string;
}
