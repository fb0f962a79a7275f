import { Entity } from 'typeorm';

import type { LocalDate } from '@passerelle/kernel';
import {
  BooleanColumn,
  CentsColumn,
  DateColumn,
  IdColumn,
  InstantColumn,
  IntegerColumn,
  TextColumn,
  UuidColumn,
} from '@passerelle/persistence';

import type { Deceased, TenancyEventKind } from './legal-clocks.js';

/** An event of a tenancy with its legal limits. */
@Entity({ name: 'tenancy_events' })
export class TenancyEvent {
  @IdColumn()
  id!: string;

  @IntegerColumn('version')
  version!: number;

  @TextColumn('kind')
  kind!: TenancyEventKind;

  @TextColumn('file_number')
  fileNumber!: string;

  @TextColumn('dwelling_ref')
  dwellingRef!: string;

  @TextColumn('landlord_siret')
  landlordSiret!: string;

  @DateColumn('occurred_on')
  occurredOn!: LocalDate;

  @DateColumn('reported_on')
  reportedOn!: LocalDate;

  @TextColumn('deceased', { nullable: true })
  deceased!: Deceased | null;

  /** Why the landlord could not report in time (D823-15 CCH; domain R1.4). */
  @TextColumn('hindrance', { nullable: true })
  hindrance!: string | null;

  @IntegerColumn('cotenants', { nullable: true })
  cotenants!: number | null;

  @CentsColumn('tenant_share_cents', { nullable: true })
  tenantShareCents!: number | null;

  @CentsColumn('arrears_cents', { nullable: true })
  arrearsCents!: number | null;

  @CentsColumn('threshold_cents', { nullable: true })
  thresholdCents!: number | null;

  @BooleanColumn('constituted', { nullable: true })
  constituted!: boolean | null;

  /** As the law counts it: `reportLimitOf` moves the day when it is read. */
  @DateColumn('report_due_on', { nullable: true })
  reportDueOn!: LocalDate | null;

  @DateColumn('last_day_of_right', { nullable: true })
  lastDayOfRight!: LocalDate | null;

  @DateColumn('effective_on', { nullable: true })
  effectiveOn!: LocalDate | null;

  @DateColumn('plan_due_on', { nullable: true })
  planDueOn!: LocalDate | null;

  /** The declaration that states the event; `null` when the event was reported by itself. */
  @UuidColumn('declaration_id', { nullable: true })
  declarationId!: string | null;

  /** The account that reported the event; `null` when a declaration states the event. */
  @UuidColumn('reported_by', { nullable: true })
  reportedBy!: string | null;

  @InstantColumn('recorded_at')
  recordedAt!: Date;

  @InstantColumn('cancelled_at', { nullable: true })
  cancelledAt!: Date | null;
}
