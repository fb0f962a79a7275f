import { Shown } from '@passerelle/http';
import type { LocalDate } from '@passerelle/kernel';

import { CHARACTER_CLASSES, type CharacterClass } from '../identity.settings.js';

class PasswordRolloutView {
  @Shown({ type: String, format: 'date', description: 'A change is recommended from this day' })
  nudgeFrom!: LocalDate;

  @Shown({ type: String, format: 'date', description: 'A change may be required from this day' })
  enforceFrom!: LocalDate;

  @Shown({
    type: String,
    format: 'date',
    description: 'It is for whoever changed the password last before this day',
  })
  lastChangeBefore!: LocalDate;
}

export class PasswordPolicyView {
  @Shown({ type: 'integer', example: 10 })
  minLength!: number;

  @Shown({ type: 'integer' })
  maxLength!: number;

  @Shown({ enum: CHARACTER_CLASSES, isArray: true, description: 'At least one of each' })
  classes!: readonly CharacterClass[];

  @Shown({ description: 'Common passwords and one’s own name are refused too' })
  refusesCommon!: boolean;

  @Shown({ type: PasswordRolloutView })
  rollout!: PasswordRolloutView;
}
