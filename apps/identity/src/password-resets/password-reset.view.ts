import { Shown } from '@passerelle/http';

export class PasswordResetView {
  @Shown({ format: 'uuid' })
  resetId!: string;

  @Shown({
    type: String,
    format: 'date-time',
    description: 'Until when the code is valid at least',
  })
  expiresAt!: Date;
}
