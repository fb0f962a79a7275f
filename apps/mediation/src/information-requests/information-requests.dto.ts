import { Day, Field } from '@passerelle/http';
import type { LocalDate } from '@passerelle/kernel';

import type { Addressee } from '../cases/referral.js';
import { INFORMATION_ANSWER, INFORMATION_REQUEST } from './information-request.fields.js';

export class AskInformation {
  @Field(INFORMATION_REQUEST.addressee)
  addressee!: Addressee;

  @Field(INFORMATION_REQUEST.addresseeName, { optional: true, nullable: true })
  addresseeName?: string | null;

  @Field(INFORMATION_REQUEST.addresseeService, { optional: true, nullable: true })
  addresseeService?: string | null;

  @Field(INFORMATION_REQUEST.question)
  question!: string;

  @Field(INFORMATION_REQUEST.dueOn)
  dueOn!: LocalDate;

  @Day({
    optional: true,
    description:
      'Today by default. When the due day is past (for a past case), the day of opening by default',
  })
  askedOn?: LocalDate;
}

export class AnswerInformation {
  @Field(INFORMATION_ANSWER.text)
  text!: string;

  @Field(INFORMATION_ANSWER.answeredOn, {
    optional: true,
    description: 'Today by default; mediators alone give another day',
  })
  answeredOn?: LocalDate;
}
