import { type LocalDate, parisDay } from '@passerelle/kernel';

import { baseChangesOn, type Channel, CHANNELS } from '../campaigns/campaign.js';
import type { DeclarationStatus } from './line-state.js';
import type { Anomaly, RentLine } from './line.js';

/** When and how a tenant was first declared, and whether a base that counts was changed since. */
interface Acceptance {
  readonly firstDeclaredOn: LocalDate | null;
  readonly firstChannel: Channel | null;
  /** While the version waits for a confirmation: the first day on which a line that waits was declared. */
  readonly waitingSince: LocalDate | null;
  readonly rectified: boolean;
}

/** What a line of a file or of a request says about a tenancy, and how it reached the Caf. */
export type Statement = RentLine & {
  readonly status: DeclarationStatus;
  readonly channel: Channel;
  readonly anomalies: Anomaly[];
  readonly declaredOn: LocalDate;
  /** The place among the lines of the tenancy: the moment of arrival, or the start of the day that the line names. */
  readonly statedAt: Date;
};

/** A version of a declaration, as far as a rule decides what it holds. */
export type Version = Statement & Acceptance;

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

/** The members that lines of one tenancy are ordered by, the name last: it may hold any sign. */
const ORDER = [
  'landlordSiret',
  'birthDate',
  'chargesCents',
  'sharedTenancy',
  'tenantShareCents',
  'cotenants',
  'tenantStatus',
  'statusOn',
  'arrearsCents',
  'arrearsSince',
  'lastName',
] as const satisfies readonly (keyof RentLine)[];

/** A text that two lines of a tenancy share exactly when they say the same; a lower rent comes first. */
export function contentOf(line: RentLine): string {
  const rent = String(line.rentCents).padStart(12, '0');
  return [rent, ...ORDER.map((member) => String(line[member] ?? ''))].join('|');
}

/**
 * The law of merge (domain R3.8): the version of a declaration follows from the set of lines that state it. The
 * order in which the lines arrive, and how often, changes nothing.
 *
 * - Lines that say the same are one content. A content has the earliest day of its lines, with the channel of this
 *   line (on one day: online, exchange, paper), and the fewest anomalies. It is accepted when a line has none or when
 *   somebody confirmed it.
 * - The content that was stated last is in force. Of several on one day without a time, the lowest rent counts.
 * - The tenant counts from the earliest day of an accepted content, by its channel.
 * - While the content in force waits, the tenant is declared since the earliest day of a content that waits.
 * - The base is rectified when an accepted content is not the only one and was first declared on or after 1 January.
 *
 * `DeclarationsImportRepository.merge` is the same law in SQL. Withdrawn lines are no statements.
 *
 * @returns null when nothing is stated
 */
export function versionOf(lines: readonly Statement[]): Version | null {
  const contents = contentsOf(lines);
  const inForce = contents.reduce<Statement | null>(later, null);
  if (inForce === null) return null;
  const accepted = contents.filter(({ status }) => status === 'accepted');
  const first = accepted.reduce<Statement | null>(earlier, null);
  const waiting = contents.filter(({ status }) => status === 'to_confirm');
  const waits =
    inForce.status === 'to_confirm' ? waiting.reduce<Statement | null>(earlier, null) : null;
  const base = baseChangesOn(inForce.referenceYear);
  return {
    ...statementOf(inForce),
    firstDeclaredOn: first?.declaredOn ?? null,
    firstChannel: first?.channel ?? null,
    waitingSince: waits?.declaredOn ?? null,
    rectified: accepted.length > 1 && accepted.some(({ declaredOn }) => declaredOn >= base),
  };
}

/** The lines without those of contents that nobody accepted: a doubtful version gives way to them. */
export function acceptedAmong(lines: readonly Statement[]): Statement[] {
  return contentsOf(lines).filter(({ status }) => status === 'accepted');
}

/** The accepted content that was stated last, also while a later one waits, with the days of its statements. */
export interface AcceptedInForce extends RentLine {
  /** The first day on which an accepted content stated this end of the tenancy. */
  readonly endStatedOn: LocalDate;
  /** The first day on which an accepted content stated arrears since the same day. */
  readonly arrearsStatedOn: LocalDate;
}

/** `ACCEPTED_IN_FORCE_SQL` is the same rule in SQL. */
export function acceptedInForce(lines: readonly Statement[]): AcceptedInForce | null {
  const accepted = acceptedAmong(lines);
  const inForce = accepted.reduce<Statement | null>(later, null);
  if (inForce === null) return null;
  const { tenantStatus, statusOn, arrearsSince, arrearsCents } = inForce;
  const since = (states: (line: Statement) => boolean): LocalDate =>
    accepted.filter(states).reduce<Statement>(earlier, inForce).declaredOn;
  const owes = arrearsCents !== null && arrearsCents > 0;
  return {
    ...lineOf(inForce),
    endStatedOn: since((line) => line.tenantStatus === tenantStatus && line.statusOn === statusOn),
    arrearsStatedOn: since(
      (line) => owes && line.arrearsSince === arrearsSince && (line.arrearsCents ?? 0) > 0,
    ),
  };
}

/** Whether a statement adds nothing that a person sees. */
export function isSame(one: Version, other: Version): boolean {
  return (
    contentOf(one) === contentOf(other) &&
    (['status', 'channel', 'declaredOn'] as const).every(
      (member) => one[member] === other[member],
    ) &&
    (['firstDeclaredOn', 'firstChannel', 'waitingSince', 'rectified'] as const).every(
      (member) => one[member] === other[member],
    ) &&
    one.anomalies.join() === other.anomalies.join()
  );
}

/** The start of a day that a line states itself, or the moment at which a line without a day arrives. */
export function isLaterDay(known: Date, other: Date): boolean {
  return parisDay(other) > parisDay(known);
}

function contentsOf(lines: readonly Statement[]): Statement[] {
  const contents = new Map<string, Statement>();
  for (const line of lines) {
    if (line.status === 'rejected') continue;
    const content = contentOf(line);
    const known = contents.get(content);
    contents.set(content, known === undefined ? line : joined(known, line));
  }
  return [...contents.values()];
}

/** Two lines of one content. */
function joined(one: Statement, other: Statement): Statement {
  const { declaredOn, channel } = earlier(one, other);
  const fewer = other.anomalies.length < one.anomalies.length ? other : one;
  const accepted =
    one.status === 'accepted' || other.status === 'accepted' || fewer.anomalies.length === 0;
  return {
    ...one,
    status: accepted ? 'accepted' : 'to_confirm',
    anomalies: fewer.anomalies,
    declaredOn,
    channel,
    statedAt: other.statedAt > one.statedAt ? other.statedAt : one.statedAt,
  };
}

function earlier(one: Statement | null, other: Statement): Statement {
  if (one === null || other.declaredOn < one.declaredOn) return other;
  const sameDay = other.declaredOn === one.declaredOn;
  return sameDay && CHANNELS.indexOf(other.channel) < CHANNELS.indexOf(one.channel) ? other : one;
}

function later(one: Statement | null, other: Statement): Statement {
  if (one === null || other.statedAt > one.statedAt) return other;
  if (other.statedAt < one.statedAt) return one;
  return Buffer.compare(Buffer.from(contentOf(other)), Buffer.from(contentOf(one))) < 0
    ? other
    : one;
}

function statementOf(statement: Statement): Statement {
  const { status, channel, anomalies, declaredOn, statedAt } = statement;
  return { ...lineOf(statement), status, channel, anomalies, declaredOn, statedAt };
}
