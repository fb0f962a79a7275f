import { Day, Instant, OneOf } from '@passerelle/http';
import type { LocalDate } from '@passerelle/kernel';

import { CONTENT_FORMS, type ContentForm } from './prepared-content.view.js';
import { FIRST_SCALE_DAY } from './scale.js';

export class KnownQuery {
  @Day({
    optional: true,
    min: FIRST_SCALE_DAY,
    description: 'As known when this day ended (Paris time): what was published later is left out',
    example: '2024-03-28',
  })
  knownOn?: LocalDate;

  @Instant({ optional: true, description: 'As known at this instant, instead of `knownOn`' })
  knownAt?: string;
}

class OnQuery extends KnownQuery {
  @Day({
    optional: true,
    min: FIRST_SCALE_DAY,
    description: 'In force on this day; by default the day of `knownOn`, or today',
    example: '2024-05-12',
  })
  on?: LocalDate;
}

/** The form of a read, for links that people follow. */
export function Form(): PropertyDecorator {
  return OneOf(CONTENT_FORMS, {
    optional: true,
    description:
      'Instead of the `Accept` header. `csv-fr` is what a French Excel opens: semicolons, decimal commas, UTF-8 with its mark',
  });
}

export class ReadQuery extends OnQuery {
  @Form()
  format?: ContentForm;
}

export class SheetQuery extends OnQuery {
  @OneOf(['html', 'pdf'], {
    optional: true,
    description: 'Instead of the `Accept` header: for links that people follow',
  })
  format?: string;
}
