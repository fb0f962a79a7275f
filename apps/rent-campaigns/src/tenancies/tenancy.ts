/** What a landlord says about a tenant on the day of the line. */
export const TENANT_STATUSES = [
  'present',
  'departed',
  'deceased',
  'management_end',
  'unknown',
] as const;
export type TenantStatus = (typeof TENANT_STATUSES)[number];

/** Who receives the aid. Paid to the landlord, the aid is deducted from the rent (tiers payant). */
export const AID_PAYEES = ['tenant', 'landlord'] as const;
export type AidPayee = (typeof AID_PAYEES)[number];

/** The form in which the landlord’s keys of dwellings are compared: blanks and case do not count. */
export function dwellingKey(reference: string): string {
  return reference.trim().replace(/\s+/g, ' ').toUpperCase();
}
