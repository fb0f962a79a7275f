import { type LocalDate, surnamesKey } from '@passerelle/kernel';

import type { CampaignDates, Channel } from '../campaigns/campaign.js';
import type { RosterMatch } from '../roster/expected-tenancy.js';
import { declarationFaults } from './declared-line.js';
import {
  anomaliesOf,
  type LineFault,
  lineFaults,
  type RentLine,
  tenancyFaults,
  type Thresholds,
} from './line.js';
import {
  acceptedAmong,
  contentOf,
  isLaterDay,
  isSame,
  lineOf,
  type Statement,
  type Version,
  versionOf,
} from './versions.js';

/** A line that a request brings. */
export interface Submission {
  readonly line: RentLine;
  readonly channel: Channel;
  readonly today: LocalDate;
  readonly now: Date;
  /** The landlord who sends the line; `null` when the Caf records the line. */
  readonly ownSiret: string | null;
}

/** What is on record when the line arrives. */
export interface Background {
  readonly campaign: CampaignDates;
  readonly roster: RosterMatch;
  /** The last version of the declaration of this tenancy and year. */
  readonly before: Version | null;
  /** The versions before that one. */
  readonly replaced: readonly Statement[];
  readonly thresholds: Thresholds;
}

export type Judgement =
  | { readonly outcome: 'refused'; readonly faults: readonly LineFault[] }
  /** The line says what the last version says, and nobody sees a change; `restatedAt` on a later day. */
  | { readonly outcome: 'repeated'; readonly restatedAt: Date | null }
  | {
      readonly outcome: 'recorded';
      readonly version: Version;
      /** What waited until now states nothing any more. */
      readonly withdrawn?: boolean;
    };

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
  { line, channel, today, now, ownSiret }: Submission,
  { roster, before, replaced, thresholds }: Background,
): Judgement {
  if (ownFaults.length > 0) return { outcome: 'refused', faults: ownFaults };
  const { tenancy } = roster;
  if (tenancy?.landlordSiret !== line.landlordSiret) {
    return { outcome: 'refused', faults: [unexpectedFault(roster, ownSiret)] };
  }
  const faults = tenancyFaults(line, tenancy);
  if (faults.length > 0) return { outcome: 'refused', faults };
  const compared = { ...line, nameKey: surnamesKey(line.lastName) };
  const anomalies = anomaliesOf(compared, tenancy, ALONE, thresholds);
  const status = anomalies.length > 0 ? 'to_confirm' : 'accepted';
  const statedAt = before === null ? now : following(before, now);
  const statement: Statement = {
    ...lineOf(line),
    status,
    channel,
    anomalies,
    declaredOn: today,
    statedAt,
  };
  const version = inForceOf([...replaced, ...(before === null ? [] : [before]), statement]);
  if (before === null || !isSame(before, version)) return { outcome: 'recorded', version };
  const restatedAt = isLaterDay(before.statedAt, statedAt) ? statedAt : null;
  return { outcome: 'repeated', restatedAt };
}

/** A request is made in view of the version on record, so it comes after this version, whatever the clocks say. */
function following({ statedAt }: Statement, now: Date): Date {
  return now > statedAt ? now : new Date(statedAt.getTime() + 1);
}

function inForceOf(statements: readonly Statement[]): Version {
  const version = versionOf(statements);
  if (version === null) throw new Error('a line that was just stated is in force');
  return version;
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

/**
 * The landlord or the Caf stands by a doubtful version. The tenant counts from the day of the declaration: how long
 * the Caf takes to ask is not the tenant’s fault (domain R6.5).
 *
 * @param replaced the versions before it
 */
export function confirmedVersion(doubtful: Version, replaced: readonly Statement[]): Version {
  return inForceOf([...replaced, { ...doubtful, status: 'accepted' }]);
}

/**
 * A doubtful version is withdrawn: the accepted version before it applies again, from now on.
 *
 * @param replaced the versions before it
 */
export function withdrawnVersion(
  doubtful: Version,
  replaced: readonly Statement[],
  now: Date,
): Version {
  const others = replaced.filter((version) => contentOf(version) !== contentOf(doubtful));
  const statedAt = following(doubtful, now);
  const inForce = versionOf(acceptedAmong(others));
  return inForce === null
    ? { ...doubtful, status: 'rejected', statedAt, waitingSince: null }
    : { ...inForce, statedAt };
}
