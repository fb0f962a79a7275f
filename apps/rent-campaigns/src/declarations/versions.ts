import type { LocalDate } from '@passerelle/kernel';

import type { Channel } from '../campaigns/campaign.js';
import { type RentLine, rectifies } from './line.js';
import type { DeclarationStatus } from './line-state.js';

/** What of the version before decides about the next one. */
export interface Standing {
  readonly firstDeclaredOn: LocalDate | null;
  readonly firstChannel: Channel | null;
  readonly rectified: boolean;
}

/**
 * How a line stands once a version is accepted on a day: the first acceptance stays what it was, and a
 * version that replaces a base that counts already rectifies it.
 */
export function accepted(
  before: Standing | null,
  referenceYear: number,
  channel: Channel,
  on: LocalDate,
): Standing {
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

const CONTENT = [
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

/** What a version says, without how it came. */
export function contentOf(line: RentLine): Pick<RentLine, (typeof CONTENT)[number]> {
  return Object.fromEntries(CONTENT.map((member) => [member, line[member]])) as Pick<
    RentLine,
    (typeof CONTENT)[number]
  >;
}

/** Said again, word for word: nothing changes, and what was confirmed stays confirmed. */
export function repeats(before: RentLine & { status: DeclarationStatus }, line: RentLine): boolean {
  return before.status !== 'rejected' && CONTENT.every((member) => before[member] === line[member]);
}
