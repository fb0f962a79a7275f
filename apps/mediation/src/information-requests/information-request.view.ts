import { Shown } from '@passerelle/http';
import type { LocalDate } from '@passerelle/kernel';

import { ADDRESSEES } from '../cases/referral.js';
import type { InformationRequest } from './information-request.entity.js';
import { isOverdue } from './information-request.js';

export class InformationRequestView {
  @Shown({ format: 'uuid' })
  id!: string;

  @Shown({ format: 'uuid' })
  referralId!: string;

  @Shown({ enum: ADDRESSEES })
  addressee!: string;

  @Shown({ type: String, nullable: true })
  addresseeName!: string | null;

  @Shown({
    type: String,
    nullable: true,
    description:
      'The code of the partner whose agents see the question; null for a partner without a known code, whose answer the mediator records',
  })
  addresseeOrganisation!: string | null;

  @Shown({
    type: String,
    nullable: true,
    description: 'The service of the Caf or of the partner; null for the partner as a whole',
  })
  addresseeService!: string | null;

  @Shown()
  question!: string;

  @Shown({ type: String, format: 'date' })
  askedOn!: LocalDate;

  @Shown({ type: String, format: 'date' })
  dueOn!: LocalDate;

  @Shown({ description: 'Whether the question has no answer after its due day' })
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

export function informationRequestView(
  row: InformationRequest,
  today: LocalDate,
): InformationRequestView {
  const { id, referralId, addressee, addresseeName, addresseeOrganisation, addresseeService } = row;
  const { question, askedOn, dueOn, answer, answeredOn } = row;
  const overdue = isOverdue(row, today);
  return {
    id,
    referralId,
    addressee,
    addresseeName,
    addresseeOrganisation,
    addresseeService,
    question,
    askedOn,
    dueOn,
    overdue,
    answer,
    answeredOn,
  };
}
