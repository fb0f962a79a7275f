/** The line of one tenant of a shared tenancy. */
export interface ShareLine {
  readonly rentCents: number;
  readonly tenantShareCents: number;
  /** The tenants who share the dwelling, with this tenant; `null` when the landlord gave no number. */
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
 * Compares the shares of one dwelling with its rent (R821-4 CCH; domain R1.11, R3.4). A co-tenant without aid
 * of the Caf has no line, so shares below the rent are a mismatch only when every co-tenant has a line.
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
