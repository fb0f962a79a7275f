import { Day, NotBefore } from '@passerelle/http';
import type { LocalDate } from '@passerelle/kernel';

import type { ContentForm } from './prepared-content.view.js';
import { FIRST_SCALE_DAY } from './scale.js';
import { Form, KnownQuery } from './scales.dto.js';

export class ComparisonQuery extends KnownQuery {
  @Day({ min: FIRST_SCALE_DAY, example: '2023-04-01' })
  from!: LocalDate;

  @Day({ min: FIRST_SCALE_DAY, example: '2024-04-01' })
  @NotBefore('from')
  to!: LocalDate;

  @Form()
  format?: ContentForm;
}
