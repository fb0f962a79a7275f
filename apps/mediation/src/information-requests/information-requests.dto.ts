import { Day, OneOf, Shown, Text } from '@passerelle/http';
import type { LocalDate } from '@passerelle/kernel';

import type { InformationRequestRow } from './information-request.entity.js';
import { type Addressee, ADDRESSEES, isOverdue } from './information-request.js';

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

export class InformationRequestView {
  @Shown({ format: 'uuid' })
  id!: string;

  @Shown({ format: 'uuid' })
  referralId!: string;

  @Shown({ enum: ADDRESSEES })
  addressee!: string;

  @Shown({ type: String, nullable: true })
  addresseeName!: string | null;

  @Shown()
  question!: string;

  @Shown({ type: String, format: 'date' })
  askedOn!: LocalDate;

  @Shown({ type: String, format: 'date' })
  dueOn!: LocalDate;

  @Shown({ description: 'Without an answer after its due day' })
  overdue!: boolean;

  @Shown({ type: String, nullable: true })
  answer!: string | null;

  @Shown({ type: String, format: 'date', nullable: true })
  answeredOn!: LocalDate | null;
}

export class InformationRequestsView {
  @Shown({ type: [InformationRequestView] })
  items!: InformationRequestView[];
}

export function requestView(row: InformationRequestRow, today: LocalDate): InformationRequestView {
  const { id, referralId, addressee, addresseeName, question, askedOn, dueOn, answer, answeredOn } =
    row;
  const overdue = isOverdue(row, today);
  return {
    id,
    referralId,
    addressee,
    addresseeName,
    question,
    askedOn,
    dueOn,
    overdue,
    answer,
    answeredOn,
  };
}
