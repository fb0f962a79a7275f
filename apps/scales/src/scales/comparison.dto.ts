import { Day } from '@passerelle/http';
import type { LocalDate } from '@passerelle/kernel';

import type { ContentForm } from './prepared-content.view.js';
import { Form, KnownQuery } from './scales.dto.js';

export class ComparisonQuery extends KnownQuery {
  @Day({ example: '2023-04-01' })
  from!: LocalDate;

  @Day({ example: '2024-04-01' })
  to!: LocalDate;

  @Form()
  format?: ContentForm;
}
