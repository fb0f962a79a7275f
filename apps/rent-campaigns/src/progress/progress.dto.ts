import { Day, NotBefore } from '@passerelle/http';
import type { LocalDate } from '@passerelle/kernel';

export class ProgressQuery {
  @Day({
    optional: true,
    description: 'Today by default; a day with a snapshot shows the snapshot',
  })
  on?: LocalDate;
}

export class DaysQuery {
  @Day({ optional: true, description: 'By default the opening of the campaign' })
  from?: LocalDate;

  @Day({ optional: true, description: 'By default today, or the end of corrections' })
  @NotBefore('from')
  to?: LocalDate;
}

export class TakeSnapshot {
  @Day({ optional: true, description: 'Today by default' })
  on?: LocalDate;
}
