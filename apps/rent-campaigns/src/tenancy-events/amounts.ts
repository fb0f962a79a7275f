import type { TenancyAmounts } from './legal-clocks.js';

/** What one source says about the amounts of a tenancy: a report, a declared line, or the roster. */
export type StatedAmounts = { readonly [K in keyof TenancyAmounts]?: TenancyAmounts[K] | null };

/**
 * The amounts from which the threshold of arrears follows, for a line and for an event alike: each amount comes from
 * the first source that has it. Without any source there is no charge and no aid.
 *
 * @param sources the report first, then the rent declared for this year, then the roster
 * @returns the amounts; the rent is `null` when no source has it
 */
export function amountsOf(
  ...sources: readonly (StatedAmounts | null)[]
): Omit<TenancyAmounts, 'rentCents'> & { readonly rentCents: number | null } {
  const first = <K extends keyof TenancyAmounts>(member: K): TenancyAmounts[K] | null => {
    for (const source of sources) {
      const value = source?.[member] ?? null;
      if (value !== null) return value;
    }
    return null;
  };
  return {
    rentCents: first('rentCents'),
    chargesCents: first('chargesCents') ?? 0,
    aidCents: first('aidCents') ?? 0,
    aidPaidTo: first('aidPaidTo') ?? 'tenant',
  };
}
