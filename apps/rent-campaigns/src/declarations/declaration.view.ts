import type { LocalDate } from '@passerelle/kernel';

import type { CampaignDates } from '../campaigns/campaign.js';
import type { Declaration } from './declaration.entity.js';
import type { DeclarationView } from './declarations.dto.js';
import type { LineRow } from './declarations.repository.js';
import { lineState } from './line-state.js';

/** Names and birth dates serve to compare; nobody is shown them. */
export function lineView(line: LineRow, referenceYear: number): DeclarationView {
  const { declaration } = line;
  return {
    ...declared(declaration),
    referenceYear,
    fileNumber: line.fileNumber,
    dwellingRef: line.dwellingRef,
    landlordSiret: line.landlordSiret,
    landlordKind: line.landlordKind,
    status: line.state,
    remindersSent: line.remindersSent,
    lastDayOfRight: line.lastDayOfRight,
    suspendedOn: line.suspendedOn,
  };
}

/** Of a tenant whom a later roster left out. */
export function orphanView(
  declaration: Declaration,
  campaign: CampaignDates,
  today: LocalDate,
): DeclarationView {
  const facts = { ...declaration, remindersSent: 0, lastDayOfRight: null, regularised: false };
  return {
    ...declared(declaration),
    referenceYear: declaration.referenceYear,
    fileNumber: declaration.fileNumber,
    dwellingRef: declaration.dwellingRef,
    landlordSiret: declaration.landlordSiret,
    landlordKind: null,
    status: lineState(facts, campaign, today),
    remindersSent: 0,
    lastDayOfRight: null,
    suspendedOn: null,
  };
}

function declared(declaration: Declaration | null) {
  return {
    id: declaration?.id ?? null,
    version: declaration?.version ?? 0,
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
