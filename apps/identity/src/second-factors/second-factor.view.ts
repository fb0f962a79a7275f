import { Shown } from '@passerelle/http';

import {
  SECOND_FACTOR_KINDS,
  SECOND_FACTOR_STATUSES,
  type SecondFactorKind,
  type SecondFactorStatus,
} from './second-factor.js';

export class SecondFactorView {
  @Shown({ format: 'uuid' })
  id!: string;

  @Shown({ enum: SECOND_FACTOR_KINDS })
  kind!: SecondFactorKind;

  @Shown({ description: 'What the person calls the device' })
  label!: string;

  @Shown({ type: String, format: 'date-time' })
  createdAt!: Date;

  @Shown({ type: String, format: 'date-time', nullable: true })
  lastUsedAt!: Date | null;
}

export class SecondFactorsView {
  @Shown({ enum: SECOND_FACTOR_STATUSES, description: 'Whether the account needs a second factor' })
  status!: SecondFactorStatus;

  @Shown({ type: [SecondFactorView] })
  factors!: SecondFactorView[];

  @Shown({ type: 'integer', description: 'How many recovery codes are left' })
  recoveryCodesLeft!: number;
}

export class TotpEnrolmentView {
  @Shown({ format: 'uuid', description: 'The id of the factor, which a first code confirms' })
  id!: string;

  @Shown({ description: 'The address for a QR code. No other answer shows the secret again' })
  otpauthUri!: string;

  @Shown({ description: 'The secret in base32, for an application without a camera' })
  secret!: string;
}

export class RecoveryCodesView {
  @Shown({
    type: [String],
    description: 'Each code serves once, in place of the second factor. No other answer shows them',
  })
  recoveryCodes!: string[];
}

export class EnrolledFactorView {
  @Shown({ type: SecondFactorView })
  factor!: SecondFactorView;

  @Shown({
    type: [String],
    nullable: true,
    description:
      'With the first factor of the account: its recovery codes, which no other answer shows. Null otherwise',
  })
  recoveryCodes!: string[] | null;
}

/** Web Authentication, sections 5.4 and 5.5: a browser takes the whole as it is. */
export const PASSKEY_OPTIONS_SCHEMA = {
  type: 'object' as const,
  required: ['challenge' as string],
  properties: { challenge: { type: 'string' as const, description: 'In base64url; serves once' } },
  additionalProperties: true,
};
