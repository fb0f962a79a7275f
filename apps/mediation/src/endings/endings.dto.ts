import { Day, Id } from '@passerelle/http';
import type { LocalDate } from '@passerelle/kernel';

export class TakeNoFurtherAction {
  @Day({
    optional: true,
    description: 'Today by default; the day is after the limit to supply the information',
  })
  endedOn?: LocalDate;
}

export class Withdraw {
  @Day({ optional: true, description: 'Today by default; mediators alone give another day' })
  withdrawnOn?: LocalDate;
}

export class SeizeCourt {
  @Day({ description: 'The day on which the court action was brought' })
  seizedOn!: LocalDate;
}

export class Join {
  @Id({ description: 'The case of the same file that continues' })
  joinedTo!: string;
}
