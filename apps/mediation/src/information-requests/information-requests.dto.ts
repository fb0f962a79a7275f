import { Day, OneOf, Text } from '@passerelle/http';
import type { LocalDate } from '@passerelle/kernel';

import { type Addressee, ADDRESSEES } from '../cases/referral.js';

export class AskInformation {
  @OneOf(ADDRESSEES)
  addressee!: Addressee;

  @Text({
    max: 100,
    optional: true,
    nullable: true,
    description: 'The service or partner, by the name in its agents’ tokens; none for the person',
  })
  addresseeName?: string | null;

  @Text({ max: 5_000, description: 'All that the addressee sees of the case' })
  question!: string;

  @Day({ description: 'Until when an answer is expected' })
  dueOn!: LocalDate;

  @Day({
    optional: true,
    description:
      'Today by default; when the due day is past (a past case is recorded), the day of opening',
  })
  askedOn?: LocalDate;
}

export class AnswerInformation {
  @Text({ max: 10_000 })
  text!: string;

  @Day()
  answeredOn!: LocalDate;
}
