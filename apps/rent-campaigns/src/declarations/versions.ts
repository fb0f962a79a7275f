import type { LocalDate } from '@passerelle/kernel';

import type { Channel } from '../campaigns/campaign.js';
import type { DeclarationStatus } from './line-state.js';
import { type RentLine, rectifies } from './line.js';

/** When and how a tenant was first declared, and whether a base that counts was changed since. */
export interface Acceptance {
  readonly firstDeclaredOn: LocalDate | null;
  readonly firstChannel: Channel | null;
  readonly rectified: boolean;
}

export const NEVER_ACCEPTED: Acceptance = {
  firstDeclaredOn: null,
  firstChannel: null,
  rectified: false,
};

/**
 * The acceptance after a version is accepted on a day. The first acceptance stays, unless the new version
 * is dated before it. A version that replaces a base that counts already rectifies this base.
 */
export function acceptedOn(
  before: Acceptance | null,
  referenceYear: number,
  channel: Channel,
  on: LocalDate,
): Acceptance {
  const first = before?.firstDeclaredOn ?? null;
  if (before === null || first === null) {
    return { firstDeclaredOn: on, firstChannel: channel, rectified: false };
  }
  const earlier = on < first;
  return {
    firstDeclaredOn: earlier ? on : first,
    firstChannel: earlier ? channel : before.firstChannel,
    rectified: before.rectified || rectifies(referenceYear, on),
  };
}

const MEMBERS = [
  'referenceYear',
  'fileNumber',
  'dwellingRef',
  'landlordSiret',
  'lastName',
  'birthDate',
  'rentCents',
  'chargesCents',
  'sharedTenancy',
  'tenantShareCents',
  'cotenants',
  'tenantStatus',
  'statusOn',
  'arrearsCents',
  'arrearsSince',
] as const satisfies readonly (keyof RentLine)[];

/** The declared line of a version: without status, channel and dates of the version. */
export function lineOf(version: RentLine): RentLine {
  const members: Pick<RentLine, (typeof MEMBERS)[number]> = version;
  return Object.fromEntries(MEMBERS.map((member) => [member, members[member]])) as typeof members;
}

/** A line that says the same again changes nothing: what was confirmed stays confirmed. */
export function repeats(before: RentLine & { status: DeclarationStatus }, line: RentLine): boolean {
  return before.status !== 'rejected' && MEMBERS.every((member) => before[member] === line[member]);
}
