/** One tenant’s line of a shared tenancy. */
export interface ShareLine {
  readonly rentCents: number;
  readonly tenantShareCents: number;
  /** How many tenants share the dwelling, this one included; `null` when the landlord did not say. */
  readonly cotenants: number | null;
}

export const MISMATCHES = [
  'rents_differ',
  'more_tenants_than_said',
  'shares_exceed_rent',
  'shares_below_rent',
] as const;
export type Mismatch = (typeof MISMATCHES)[number];

export interface Reconciliation {
  readonly tenants: number;
  readonly rentCents: number;
  readonly sharesCents: number;
  readonly mismatch: Mismatch | null;
}

/**
 * Holds the shares of one dwelling against its rent. Co-tenants who are not of the Caf have no line here:
 * while fewer lines than co-tenants are known, shares below the rent say nothing.
 *
 * @param toleranceCents rounding allowed per tenant
 */
export function reconcile(lines: readonly ShareLine[], toleranceCents: number): Reconciliation {
  const rents = lines.map(({ rentCents }) => rentCents);
  const rentCents = Math.max(0, ...rents);
  const sharesCents = lines.reduce((sum, { tenantShareCents }) => sum + tenantShareCents, 0);
  return {
    tenants: lines.length,
    rentCents,
    sharesCents,
    mismatch: mismatchOf(lines, rents, rentCents, sharesCents, toleranceCents),
  };
}

function mismatchOf(
  lines: readonly ShareLine[],
  rents: readonly number[],
  rentCents: number,
  sharesCents: number,
  toleranceCents: number,
): Mismatch | null {
  if (lines.length === 0) return null;
  if (Math.min(...rents) !== rentCents) return 'rents_differ';
  const said = lines.reduce((most, { cotenants }) => Math.max(most, cotenants ?? 0), 0);
  if (said > 0 && lines.length > said) return 'more_tenants_than_said';
  const tolerance = toleranceCents * lines.length;
  if (sharesCents > rentCents + tolerance) return 'shares_exceed_rent';
  const complete = said > 0 && lines.length === said;
  return complete && sharesCents < rentCents - tolerance ? 'shares_below_rent' : null;
}
