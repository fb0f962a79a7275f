import { Problem, Shown } from '@passerelle/http';

export class TokenView {
  @Shown()
  access_token!: string;

  @Shown({ enum: ['Bearer'] })
  token_type!: 'Bearer';

  @Shown({ description: 'The life of the access token in seconds', type: 'integer' })
  expires_in!: number;

  @Shown({ required: false, description: 'Absent for batch clients' })
  refresh_token?: string;

  @Shown({ description: 'Scopes, separated by spaces' })
  scope!: string;

  @Shown({ enum: ['ok', 'change_recommended'] })
  password_status!: 'ok' | 'change_recommended';
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
}
