import { Day, OneOf, Text, TextList } from '@passerelle/http';
import type { LocalDate } from '@passerelle/kernel';

import { AGREEMENT_STATUSES, type AgreementStatus } from './agreement.js';

export class CreateAgreement {
  @Text({
    max: 500,
    multiline: true,
    description: 'The public task for which the partner consults dossiers',
  })
  purpose!: string;

  @TextList({
    max: 20,
    maxLength: 50,
    example: ['cdap'],
    description: 'The extranets that the partner asks for',
  })
  extranets!: string[];

  @Day({ description: 'The day on which the questionnaire arrived' })
  receivedOn!: LocalDate;
}

const STEPS = AGREEMENT_STATUSES.filter((status) => status !== 'questionnaire_received');

export class TakeStep {
  @OneOf(STEPS)
  to!: AgreementStatus;

  @Day({ description: 'Today or a day in the past, and not before the last step' })
  on!: LocalDate;

  @Day({
    optional: true,
    description:
      'The last day of the agreement. Required to open or renew an agreement without a last day',
  })
  endsOn?: LocalDate;

  @Text({
    max: 500,
    multiline: true,
    optional: true,
    description: 'Required to suspend or terminate. The reason must not name a person',
  })
  reason?: string;
}
