import {
  Cents,
  Day,
  FileNumber,
  Flag,
  OneOf,
  PageQuery,
  Siret,
  Text,
  Whole,
  Year,
} from '@passerelle/http';
import type { LocalDate } from '@passerelle/kernel';

import { TENANT_STATUSES, type TenantStatus } from '../tenancies/tenancy.js';
import { LINE_STATES, type LineState } from './line-state.js';

const EUROS = {
  max: 12,
  pattern: /^\d{1,7}(?:[.,]\d{1,2})?$/,
  patternHint: { fr: 'un montant en euros, 512,34', en: 'an amount in euros, 512.34' },
};

/** A correction may change every member except those that identify the line. */
export class CorrectDeclaration {
  @Text({ max: 100, optional: true })
  lastName?: string;

  @Day({ optional: true, nullable: true })
  birthDate?: LocalDate | null;

  @Cents({ optional: true, description: 'The July rent without charges, of the whole dwelling' })
  rentCents?: number;

  @Text({ ...EUROS, optional: true, description: 'The July rent in euros, instead of `rentCents`' })
  rent?: string;

  @Cents({ optional: true, nullable: true })
  chargesCents?: number | null;

  @Flag({ optional: true })
  sharedTenancy?: boolean;

  @Cents({
    optional: true,
    nullable: true,
    description: 'The part of a shared rent that this tenant pays',
  })
  tenantShareCents?: number | null;

  @Whole({
    min: 1,
    max: 100,
    optional: true,
    nullable: true,
    description: 'The tenants of the dwelling, with this tenant',
  })
  cotenants?: number | null;

  @OneOf(TENANT_STATUSES, { optional: true })
  status?: TenantStatus;

  @Day({
    optional: true,
    nullable: true,
    description: 'The day of the departure, of the death or of the end of management',
  })
  statusOn?: LocalDate | null;

  @Cents({ optional: true, nullable: true })
  arrearsCents?: number | null;

  @Day({ optional: true, nullable: true })
  arrearsSince?: LocalDate | null;
}

/** A line that a request declares. */
export class DeclareRent extends CorrectDeclaration {
  @FileNumber()
  fileNumber!: string;

  @Text({ max: 100 })
  declare lastName: string;

  @Siret()
  landlordSiret!: string;

  @Text({ max: 40, description: 'The landlord’s own key of the dwelling' })
  dwellingRef!: string;

  @Year()
  referenceYear!: number;

  @Flag()
  declare sharedTenancy: boolean;

  @OneOf(TENANT_STATUSES)
  declare status: TenantStatus;
}

export const CONFIRMATIONS = ['confirmed', 'withdrawn'] as const;
export type Confirmation = (typeof CONFIRMATIONS)[number];

export class ConfirmDeclaration {
  @OneOf(CONFIRMATIONS, {
    optional: true,
    description:
      'By default `confirmed`; `withdrawn` puts the version that was in force before back in force',
  })
  decision?: Confirmation;
}

export class DeclarationsQuery extends PageQuery {
  @OneOf(LINE_STATES, { optional: true })
  status?: LineState;

  @Siret({ optional: true })
  landlordSiret?: string;

  @FileNumber({ optional: true })
  fileNumber?: string;
}
