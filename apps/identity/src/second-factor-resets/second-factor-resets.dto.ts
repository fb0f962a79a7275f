import { Id, OneOf } from '@passerelle/http';

import { RESET_REASONS, type ResetReason } from './second-factor-reset.js';

export class RequestSecondFactorReset {
  @Id({ description: 'The account of the person who cannot use the second factor any more' })
  accountId!: string;

  @OneOf(RESET_REASONS)
  reason!: ResetReason;
}
