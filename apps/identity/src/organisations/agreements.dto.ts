import { Day, OneOf, Text, TextList } from '@passerelle/http';
import type { LocalDate } from '@passerelle/kernel';

import { AGREEMENT_STATUSES, type AgreementStatus } from './agreement.js';

export class CreateAgreement {
  @Text({ max: 500, description: 'For which public task the partner consults' })
  purpose!: string;

  @TextList({ max: 20, maxLength: 50, example: ['cdap'], description: 'The extranets asked for' })
  extranets!: string[];

  @Day({ description: 'When the questionnaire arrived' })
  receivedOn!: LocalDate;
}

const STEPS = AGREEMENT_STATUSES.filter((status) => status !== 'questionnaire_received');

export class TakeStep {
  @OneOf(STEPS)
  to!: AgreementStatus;

  @Day({ description: 'Not to come, and not before the last step' })
  on!: LocalDate;

  @Day({ optional: true, description: 'The last day; needed to open or renew' })
  endsOn?: LocalDate;

  @Text({ max: 500, optional: true, description: 'Needed to suspend or terminate; names nobody' })
  reason?: string;
}
