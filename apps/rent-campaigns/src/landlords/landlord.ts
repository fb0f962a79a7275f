/** The kinds of landlords that rates are shown by. */
export const LANDLORD_KINDS = [
  'social',
  'crous',
  'agency',
  'sci',
  'private_owner',
  'other',
] as const;
export type LandlordKind = (typeof LANDLORD_KINDS)[number];
