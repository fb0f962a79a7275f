import { Shown } from '@passerelle/http';

export class PasswordResetView {
  @Shown({ format: 'uuid' })
  resetId!: string;

  @Shown({
    type: String,
    format: 'date-time',
    description: 'The code is valid at least until this instant',
  })
  expiresAt!: Date;
}
