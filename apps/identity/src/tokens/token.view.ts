import { Problem, Shown } from '@passerelle/http';

export class TokenView {
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
