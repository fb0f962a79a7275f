import { Cents, Day, FileNumber, Flag, OneOf, PageQuery, Text, Whole } from '@passerelle/http';
import type { LocalDate } from '@passerelle/kernel';

import { LINE_STATES, type LineState } from './line-state.js';
import { TENANT_STATUSES, type TenantStatus } from '../tenancies/tenancy.js';

const SIRET = {
  max: 14,
  pattern: /^\d{14}$/,
  patternHint: { fr: 'un SIRET de 14 chiffres', en: 'a SIRET of 14 digits' },
};
const EUROS = {
  max: 12,
  pattern: /^\d{1,7}(?:[.,]\d{1,2})?$/,
  patternHint: { fr: 'un montant en euros, 512,34', en: 'an amount in euros, 512.34' },
};

/** What a correction may change: everything but which line it is. */
export class CorrectDeclaration {
  @Text({ max: 100, optional: true })
  lastName?: string;

  @Day({ optional: true, nullable: true })
  birthDate?: LocalDate | null;

  @Cents({ optional: true, description: 'The July rent without charges, of the whole dwelling' })
  rentCents?: number;

  @Text({ ...EUROS, optional: true, description: 'The same in euros, instead of `rentCents`' })
  rent?: string;

  @Cents({ optional: true, nullable: true })
  chargesCents?: number | null;

  @Flag({ optional: true })
  sharedTenancy?: boolean;

  @Cents({ optional: true, nullable: true, description: 'What this tenant pays of a shared rent' })
  tenantShareCents?: number | null;

  @Whole({
    min: 1,
    max: 100,
    optional: true,
    nullable: true,
    description: 'Tenants, this one included',
  })
  cotenants?: number | null;

  @OneOf(TENANT_STATUSES, { optional: true })
  status?: TenantStatus;

  @Day({
    optional: true,
    nullable: true,
    description: 'Of a departure, a death, the end of management',
  })
  statusOn?: LocalDate | null;

  @Cents({ optional: true, nullable: true })
  arrearsCents?: number | null;

  @Day({ optional: true, nullable: true })
  arrearsSince?: LocalDate | null;
}

/** One line, online. */
export class DeclareRent extends CorrectDeclaration {
  @FileNumber()
  fileNumber!: string;

  @Text({ max: 100 })
  declare lastName: string;

  @Text(SIRET)
  landlordSiret!: string;

  @Text({ max: 40, description: 'The landlord’s own key of the dwelling' })
  dwellingRef!: string;

  @Whole({ min: 2000, max: 2100 })
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
    description: 'By default `confirmed`; `withdrawn` brings back what was in force before',
  })
  decision?: Confirmation;
}

export class DeclarationsQuery extends PageQuery {
  @OneOf(LINE_STATES, { optional: true })
  status?: LineState;

  @Text({ ...SIRET, optional: true })
  landlordSiret?: string;

  @FileNumber({ optional: true })
  fileNumber?: string;
}
