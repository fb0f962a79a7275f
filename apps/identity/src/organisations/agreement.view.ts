import { Shown } from '@passerelle/http';
import type { LocalDate } from '@passerelle/kernel';

import type { Agreement } from './agreement.entity.js';
import { AGREEMENT_STATUSES, type AgreementStatus, isInForce } from './agreement.js';

export class AgreementView {
  @Shown({ format: 'uuid' })
  id!: string;

  @Shown({ format: 'uuid' })
  organisationId!: string;

  @Shown()
  purpose!: string;

  @Shown({ type: [String] })
  extranets!: string[];

  @Shown({ type: [String], description: 'The services that the Caf grants to the agents' })
  services!: readonly string[];

  @Shown({ type: [String], description: 'The profiles that the Caf grants to the agents' })
  profiles!: readonly string[];

  @Shown({ enum: AGREEMENT_STATUSES })
  status!: AgreementStatus;

  @Shown({ type: String, format: 'date' })
  statusOn!: LocalDate;

  @Shown({
    type: String,
    format: 'date',
    nullable: true,
    description: 'The last day of the agreement',
  })
  endsOn!: LocalDate | null;

  @Shown({ description: 'Whether the agreement gives access today' })
  inForce!: boolean;

  @Shown({ type: 'integer' })
  version!: number;
}

class AgreementStepView {
  @Shown({ enum: AGREEMENT_STATUSES })
  status!: AgreementStatus;

  @Shown({ type: String, format: 'date' })
  on!: LocalDate;

  @Shown({ type: String, nullable: true })
  reason!: string | null;

  @Shown({ type: String, format: 'date-time' })
  recordedAt!: Date;
}

export class AgreementDetailView extends AgreementView {
  @Shown({ type: [AgreementStepView] })
  steps!: AgreementStepView[];
}

export function agreementViewOf(agreement: Agreement, today: LocalDate): AgreementView {
  const { id, organisationId, purpose, extranets, services, profiles } = agreement;
  const { status, statusOn, endsOn, version } = agreement;
  return {
    id,
    organisationId,
    purpose,
    extranets,
    services,
    profiles,
    status,
    statusOn,
    endsOn,
    inForce: isInForce(agreement, today),
    version,
  };
}
