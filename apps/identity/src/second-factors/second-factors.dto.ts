import { Text } from '@passerelle/http';

/** The longest answer of an authenticator, as JSON in base64. */
export const MAX_PASSKEY_ANSWER_LENGTH = 16_000;

export const OTP_FORM = {
  min: 6,
  max: 6,
  pattern: /^\d{6}$/,
  patternHint: { fr: 'un code de 6 chiffres', en: 'a code of 6 digits' },
  example: '123456',
};

class Labelled {
  @Text({ max: 60, description: 'What the person calls the device', example: 'Téléphone' })
  label!: string;
}

export class EnrolTotp extends Labelled {}

export class RenameSecondFactor extends Labelled {}

export class ConfirmTotp {
  @Text({ ...OTP_FORM, description: 'The code that the application shows' })
  code!: string;
}

export class EnrolPasskey extends Labelled {
  @Text({
    max: MAX_PASSKEY_ANSWER_LENGTH,
    description:
      'The answer of `navigator.credentials.create` to the options of `POST /identity/v1/me/passkey-options`: `toJSON()`, as JSON in base64',
  })
  attestation!: string;
}

export class RequestPasskeyChallenge {
  @Text({ max: 500, description: 'The `mfa_token` of the answer `mfa_required`' })
  mfaToken!: string;
}
