import { OneOf, Text } from '@passerelle/http';

import type { ContentForm } from './prepared-content.view.js';
import { Form, KnownQuery } from './scales.dto.js';

export class HistoryQuery extends KnownQuery {
  @Text({
    optional: true,
    max: 80,
    description: 'Only this parameter or table',
    example: 'base_amount',
  })
  key?: string;

  @OneOf(['true', 'false'], {
    optional: true,
    description: 'With the values that a correction replaced',
  })
  superseded?: string;

  @Form()
  format?: ContentForm;
}
