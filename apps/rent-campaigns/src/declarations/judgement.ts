import { type LocalDate, surnamesKey } from '@passerelle/kernel';

import type { CampaignDates, Channel } from '../campaigns/campaign.js';
import type { RosterMatch } from '../roster/expected-tenancy.js';
import { declarationFaults } from './declared-line.js';
import type { DeclarationStatus } from './line-state.js';
import {
  anomaliesOf,
  type Anomaly,
  type LineFault,
  lineFaults,
  type RentLine,
  tenancyFaults,
  type Thresholds,
} from './line.js';
import { type Acceptance, acceptedOn, lineOf, NEVER_ACCEPTED, repeats } from './versions.js';

/** A line that a request brings. */
export interface Submission {
  readonly line: RentLine;
  readonly channel: Channel;
  readonly today: LocalDate;
  /** The landlord who sends the line; `null` when the Caf records the line. */
  readonly ownSiret: string | null;
}

/** What is on record when the line arrives. */
export interface Background {
  readonly campaign: CampaignDates;
  readonly roster: RosterMatch;
  /** The last version of the declaration of this tenancy and year. */
  readonly before: Version | null;
  readonly thresholds: Thresholds;
}

/** A version of a declaration, as far as a rule decides what it holds. */
export type Version = RentLine &
  Acceptance & {
    readonly status: DeclarationStatus;
    readonly channel: Channel;
    readonly anomalies: Anomaly[];
    readonly declaredOn: LocalDate;
  };

export type Judgement =
  | { readonly outcome: 'refused'; readonly faults: readonly LineFault[] }
  /** The line says what the last version says: nothing changes. */
  | { readonly outcome: 'repeated' }
  | { readonly outcome: 'recorded'; readonly version: Version };

/** A line of its own has no other line of its landlord beside it. */
const ALONE = { lines: 1, sameRent: true };

/** A declaration is refused outside the time of declaring. */
export function judgeDeclaration(submission: Submission, background: Background): Judgement {
  const { line, channel, today, ownSiret } = submission;
  const arrival = { campaign: background.campaign, channel, today };
  return judge(declarationFaults(line, arrival, today, ownSiret), submission, background);
}

/** A correction has a time of its own: the caller knows that it has not ended. */
export function judgeCorrection(submission: Submission, background: Background): Judgement {
  const { line, today } = submission;
  return judge(lineFaults(line, { campaign: background.campaign, today }), submission, background);
}

function judge(
  ownFaults: readonly LineFault[],
  { line, channel, today, ownSiret }: Submission,
  { roster, before, thresholds }: Background,
): Judgement {
  if (ownFaults.length > 0) return { outcome: 'refused', faults: ownFaults };
  const { tenancy } = roster;
  if (tenancy?.landlordSiret !== line.landlordSiret) {
    return { outcome: 'refused', faults: [unexpectedFault(roster, ownSiret)] };
  }
  const faults = tenancyFaults(line, tenancy);
  if (faults.length > 0) return { outcome: 'refused', faults };
  if (before !== null && repeats(before, line)) return { outcome: 'repeated' };
  const compared = { ...line, nameKey: surnamesKey(line.lastName) };
  const anomalies = anomaliesOf(compared, tenancy, ALONE, thresholds);
  const waits = anomalies.length > 0;
  const acceptance = waits
    ? acceptanceOf(before ?? NEVER_ACCEPTED)
    : acceptedOn(before, line.referenceYear, channel, today);
  const status = waits ? 'to_confirm' : 'accepted';
  const version = { ...lineOf(line), status, channel, anomalies, declaredOn: today } as const;
  return { outcome: 'recorded', version: { ...version, ...acceptance } };
}

/**
 * Why the roster does not have the tenancy of a line. A landlord gets one answer about the tenant of
 * another landlord and about an unknown person: who receives the aid does not concern the landlord.
 */
function unexpectedFault(roster: RosterMatch, ownSiret: string | null): LineFault {
  if (roster.hasTenantOfLandlord) return { field: 'dwellingRef', code: 'unknown-dwelling' };
  if (!roster.hasLandlord) return { field: 'landlordSiret', code: 'unknown-landlord' };
  if (ownSiret !== null) return { field: 'fileNumber', code: 'not-your-tenant' };
  const code = roster.hasTenant ? 'other-landlords-tenant' : 'unknown-tenant';
  return { field: 'fileNumber', code };
}

/** The landlord or the Caf stands by a doubtful version: it is accepted today. */
export function confirmedVersion(doubtful: Version, today: LocalDate): Version {
  const { referenceYear, channel, anomalies, declaredOn } = doubtful;
  const acceptance = acceptedOn(doubtful, referenceYear, channel, today);
  const version = { ...lineOf(doubtful), channel, anomalies, declaredOn };
  return { ...version, status: 'accepted', ...acceptance };
}

/**
 * A doubtful version is withdrawn: the version that was in force before applies again.
 *
 * @param inForce the last accepted version, if there was one
 */
export function withdrawnVersion(doubtful: Version, inForce: Version | null): Version {
  const { channel, anomalies, declaredOn } = inForce ?? doubtful;
  const version = { ...lineOf(inForce ?? doubtful), channel, anomalies, declaredOn };
  const status = inForce === null ? 'rejected' : 'accepted';
  return { ...version, status, ...acceptanceOf(doubtful) };
}

function acceptanceOf({ firstDeclaredOn, firstChannel, rectified }: Acceptance): Acceptance {
  return { firstDeclaredOn, firstChannel, rectified };
}
