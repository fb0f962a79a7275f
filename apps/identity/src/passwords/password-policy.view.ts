import { Shown } from '@passerelle/http';
import type { LocalDate } from '@passerelle/kernel';

import { CHARACTER_CLASSES, type CharacterClass } from '../identity.settings.js';

class PasswordRolloutView {
  @Shown({
    type: String,
    format: 'date',
    description: 'From this day on a sign-in recommends a change',
  })
  nudgeFrom!: LocalDate;

  @Shown({ type: String, format: 'date', description: 'From this day on a change may be required' })
  enforceFrom!: LocalDate;

  @Shown({
    type: String,
    format: 'date',
    description: 'A change is required when the last change was before this day',
  })
  lastChangeBefore!: LocalDate;
}

export class PasswordPolicyView {
  @Shown({ type: 'integer', example: 10 })
  minLength!: number;

  @Shown({ type: 'integer' })
  maxLength!: number;

  @Shown({
    enum: CHARACTER_CLASSES,
    isArray: true,
    description: 'At least one character of each class',
  })
  classes!: readonly CharacterClass[];

  @Shown({
    description:
      'Whether common passwords, the names of the person and of the service, years and dates are refused',
  })
  refusesCommon!: boolean;

  @Shown({ type: PasswordRolloutView })
  rollout!: PasswordRolloutView;
}
