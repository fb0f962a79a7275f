import { Cents, Day, Field, FileNumber, OneOf, PageQuery, Siret, Text } from '@passerelle/http';
import type { LocalDate } from '@passerelle/kernel';

import { TENANCY } from '../tenancies/tenancy.fields.js';
import { AID_PAYEES, type AidPayee } from '../tenancies/tenancy.js';
import { DECEASED, type Deceased, TENANCY_EVENTS, type TenancyEventKind } from './legal-clocks.js';

export class ReportTenancyEvent {
  @OneOf(TENANCY_EVENTS)
  kind!: TenancyEventKind;

  @FileNumber()
  fileNumber!: string;

  @Siret()
  landlordSiret!: string;

  @Field(TENANCY.dwellingRef)
  dwellingRef!: string;

  @Day({
    description:
      'The day of the event; for arrears, the day on which the debt reached the threshold',
  })
  occurredOn!: LocalDate;

  @Day({
    optional: true,
    description:
      'The day on which the report reached the Caf, when the Caf records the report; today by default, and always for a landlord',
  })
  reportedOn?: LocalDate;

  @OneOf(DECEASED, {
    optional: true,
    nullable: true,
    description: 'The person who died, for a death',
  })
  deceased?: Deceased | null;

  @Text({
    max: 1_000,
    multiline: true,
    optional: true,
    nullable: true,
    description: 'Why a report within a month was impossible (D823-15 CCH)',
  })
  hindrance?: string | null;

  @Field(TENANCY.cotenants, {
    optional: true,
    nullable: true,
    description: 'The number of tenants after the change',
  })
  cotenants?: number | null;

  @Cents({
    optional: true,
    nullable: true,
    description: 'The share of the tenant after the change',
  })
  tenantShareCents?: number | null;

  @Cents({
    optional: true,
    nullable: true,
    min: 1,
    description: 'The sum of the debt, for arrears',
  })
  arrearsCents?: number | null;

  @Cents({
    optional: true,
    nullable: true,
    description:
      'The monthly rent; by default the rent declared for this year, or else that of the roster',
  })
  rentCents?: number | null;

  @Cents({
    optional: true,
    nullable: true,
    description:
      'The monthly charges; by default those declared for this year, or else those of the roster',
  })
  chargesCents?: number | null;

  @Cents({
    optional: true,
    nullable: true,
    description: 'The monthly aid, when it differs from the aid in the roster',
  })
  aidCents?: number | null;

  @OneOf(AID_PAYEES, { optional: true, nullable: true })
  aidPaidTo?: AidPayee | null;
}

export class TenancyEventsQuery extends PageQuery {
  @OneOf(TENANCY_EVENTS, { optional: true })
  kind?: TenancyEventKind;

  @FileNumber({ optional: true })
  fileNumber?: string;

  @Siret({ optional: true })
  landlordSiret?: string;
}
