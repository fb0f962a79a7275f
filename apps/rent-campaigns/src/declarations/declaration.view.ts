import { Shown } from '@passerelle/http';
import type { LocalDate } from '@passerelle/kernel';

import { type CampaignDates, CHANNELS, type Channel } from '../campaigns/campaign.js';
import { LANDLORD_KINDS, type LandlordKind } from '../landlords/landlord.js';
import { TENANT_STATUSES, type TenantStatus } from '../tenancies/tenancy.js';
import { aidStopped, LINE_STATES, lineState, type LineState } from './line-state.js';
import { ANOMALIES, type Anomaly } from './line.js';
import type { CampaignLine, LineRecord } from './lines.directory.js';

const day = { type: String, format: 'date' } as const;
const dayOrNull = { ...day, nullable: true } as const;
const cents = { type: 'integer', format: 'int64', nullable: true } as const;

/** A line of the campaign. The declared members are null until the tenant is declared. */
export class DeclarationView {
  @Shown({ type: String, format: 'uuid', nullable: true, description: 'The id of the declaration' })
  id!: string | null;

  @Shown({ type: 'integer', description: '0 until the tenant is declared' })
  version!: number;

  @Shown({ type: 'integer' })
  referenceYear!: number;

  @Shown()
  fileNumber!: string;

  @Shown()
  dwellingRef!: string;

  @Shown()
  landlordSiret!: string;

  @Shown({ type: String, enum: LANDLORD_KINDS, nullable: true })
  landlordKind!: LandlordKind | null;

  @Shown({ enum: LINE_STATES, description: 'The state of the line today' })
  status!: LineState;

  @Shown({
    type: 'boolean',
    description:
      'Whether the aid is stopped today for want of a declaration. A line that waits for a confirmation does ' +
      'not stop the aid of a tenant who was declared before the day of suspension',
  })
  aidStopped!: boolean;

  @Shown({ type: 'integer', description: 'Reminders that the landlord received in this campaign' })
  remindersSent!: number;

  @Shown({ ...dayOrNull, description: 'The last day of the right to the aid' })
  lastDayOfRight!: LocalDate | null;

  @Shown({
    ...dayOrNull,
    description:
      'The first day of the suspension on record, also of a suspension that a declaration ended',
  })
  suspendedOn!: LocalDate | null;

  @Shown({ type: String, enum: CHANNELS, nullable: true })
  channel!: Channel | null;

  @Shown({ ...dayOrNull, description: 'The day of the present version' })
  declaredOn!: LocalDate | null;

  @Shown({
    ...dayOrNull,
    description: 'The day on which the tenant was first declared: the rates count by this day',
  })
  firstDeclaredOn!: LocalDate | null;

  @Shown(cents)
  rentCents!: number | null;

  @Shown(cents)
  chargesCents!: number | null;

  @Shown({ type: Boolean, nullable: true })
  sharedTenancy!: boolean | null;

  @Shown(cents)
  tenantShareCents!: number | null;

  @Shown({ type: 'integer', nullable: true })
  cotenants!: number | null;

  @Shown({
    type: String,
    enum: TENANT_STATUSES,
    nullable: true,
    description: 'The member `status` of the line',
  })
  tenantStatus!: TenantStatus | null;

  @Shown(dayOrNull)
  statusOn!: LocalDate | null;

  @Shown(cents)
  arrearsCents!: number | null;

  @Shown(dayOrNull)
  arrearsSince!: LocalDate | null;

  @Shown({
    enum: ANOMALIES,
    isArray: true,
    description:
      'The findings of the soft checks, whether they wait for a confirmation or are confirmed',
  })
  anomalies!: Anomaly[];
}

/** Names and birth dates serve to compare lines with the roster; no view shows them. */
export function lineView(line: CampaignLine, referenceYear: number): DeclarationView {
  const { declaration } = line;
  return {
    id: declaration?.id ?? null,
    version: declaration?.version ?? 0,
    referenceYear,
    fileNumber: line.fileNumber,
    dwellingRef: line.dwellingRef,
    landlordSiret: line.landlordSiret,
    landlordKind: line.landlordKind,
    status: line.state,
    aidStopped: line.aidStopped,
    remindersSent: line.remindersSent,
    lastDayOfRight: line.lastDayOfRight,
    suspendedOn: line.suspendedOn,
    channel: declaration?.channel ?? null,
    declaredOn: declaration?.declaredOn ?? null,
    firstDeclaredOn: declaration?.firstDeclaredOn ?? null,
    rentCents: declaration?.rentCents ?? null,
    chargesCents: declaration?.chargesCents ?? null,
    sharedTenancy: declaration?.sharedTenancy ?? null,
    tenantShareCents: declaration?.tenantShareCents ?? null,
    cotenants: declaration?.cotenants ?? null,
    tenantStatus: declaration?.tenantStatus ?? null,
    statusOn: declaration?.statusOn ?? null,
    arrearsCents: declaration?.arrearsCents ?? null,
    arrearsSince: declaration?.arrearsSince ?? null,
    anomalies: declaration?.anomalies ?? [],
  };
}

/** A tenant whom a later roster leaves out has neither reminders, events nor a suspension to show. */
export function recordView(
  record: LineRecord,
  campaign: CampaignDates,
  today: LocalDate,
): DeclarationView {
  const { fileNumber, dwellingRef, declaration, tenancy, suspension } = record;
  const expected =
    tenancy === null
      ? { landlordKind: null, remindersSent: 0, lastDayOfRight: null, suspendedOn: null }
      : {
          landlordKind: tenancy.landlordKind,
          remindersSent: record.remindersSent,
          lastDayOfRight: earliest(
            record.events
              .filter(({ occurredOn }) => occurredOn >= (tenancy.leaseStartsOn ?? occurredOn))
              .map(({ lastDayOfRight }) => lastDayOfRight),
          ),
          suspendedOn: suspension?.suspendedOn ?? null,
        };
  const facts = {
    ...expected,
    status: declaration?.status ?? null,
    firstDeclaredOn: declaration?.firstDeclaredOn ?? null,
    waitingSince: declaration?.waitingSince ?? null,
    rectified: declaration?.rectified ?? false,
    regularised: tenancy !== null && suspension?.status === 'regularised',
  };
  const state = lineState(facts, campaign, today);
  // Who is not expected has no aid to stop.
  const stopped = tenancy !== null && aidStopped(facts, campaign, today);
  const landlordSiret = tenancy?.landlordSiret ?? record.landlordSiret;
  const named = { fileNumber, dwellingRef, landlordSiret };
  const line = { ...expected, ...named, state, aidStopped: stopped, declaration };
  return lineView(line, record.referenceYear);
}

function earliest(days: readonly (LocalDate | null)[]): LocalDate | null {
  return days.reduce(
    (first, day) => (first === null || (day !== null && day < first) ? day : first),
    null,
  );
}
