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
    description:
      'The name of the service or partner, as in the tokens of its agents; null for the person',
  })
  addresseeName?: string | null;

  @Text({
    max: 5_000,
    description: 'The text of the question, which is all that the addressee sees of the case',
  })
  question!: string;

  @Day({ description: 'The last day to answer' })
  dueOn!: LocalDate;

  @Day({
    optional: true,
    description:
      'Today by default. When the due day is past (for a past case), the day of opening by default',
  })
  askedOn?: LocalDate;
}

export class AnswerInformation {
  @Text({ max: 10_000 })
  text!: string;

  @Day()
  answeredOn!: LocalDate;
}
