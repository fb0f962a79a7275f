import { Shown } from '@passerelle/http';
import type { LocalDate } from '@passerelle/kernel';

import { CHANNELS, type Channel } from '../campaigns/campaign.js';
import { TENANT_STATUSES, type TenantStatus } from '../tenancies/tenancy.js';
import type { SupersededDeclaration } from './declaration.entity.js';
import { DECLARATION_STATUSES, type DeclarationStatus } from './line-state.js';

const day = { type: String, format: 'date' } as const;
const cents = { type: 'integer', format: 'int64' } as const;

export class VersionView {
  @Shown({ type: 'integer' })
  version!: number;

  @Shown({ enum: DECLARATION_STATUSES })
  status!: DeclarationStatus;

  @Shown({ enum: CHANNELS })
  channel!: Channel;

  @Shown(day)
  declaredOn!: LocalDate;

  @Shown(cents)
  rentCents!: number;

  @Shown({ ...cents, nullable: true })
  tenantShareCents!: number | null;

  @Shown({ enum: TENANT_STATUSES })
  tenantStatus!: TenantStatus;

  @Shown({ ...day, nullable: true })
  statusOn!: LocalDate | null;

  @Shown({
    type: String,
    format: 'uuid',
    nullable: true,
    description: 'The import that brought the version',
  })
  importId!: string | null;

  @Shown({ type: 'integer', nullable: true, description: 'The line of the imported file' })
  importLine!: number | null;

  @Shown({ type: String, format: 'date-time' })
  recordedAt!: string;
}

export class HistoryView {
  @Shown({
    type: [VersionView],
    description: 'The oldest version first, without the present version',
  })
  items!: VersionView[];
}

export function historyView(versions: readonly SupersededDeclaration[]): HistoryView {
  return {
    items: versions.map((version) => ({
      version: version.version,
      status: version.status,
      channel: version.channel,
      declaredOn: version.declaredOn,
      rentCents: version.rentCents,
      tenantShareCents: version.tenantShareCents,
      tenantStatus: version.tenantStatus,
      statusOn: version.statusOn,
      importId: version.importId,
      importLine: version.importLine,
      recordedAt: version.recordedAt.toISOString(),
    })),
  };
}
