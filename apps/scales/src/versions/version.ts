import { addDays, daysBetween, inQuotes, type LocalDate, type Localized } from '@passerelle/kernel';
import { citedAfter } from '../scales/citation.js';
import type { Values } from '../scales/scale.js';
import { knownFromDay } from '../scales/timeline.js';
import { versionErrors } from './versions.errors.js';

/**
 * A draft is prepared, submitted, approved by somebody else, then published, at once or on a later day
 * (`scheduled` until then); a published one stays for ever.
 */
export const VERSION_STATUSES = [
  'draft',
  'submitted',
  'approved',
  'scheduled',
  'published',
] as const;
export type VersionStatus = (typeof VERSION_STATUSES)[number];

/** The state of a version as a refusal says it: `La version est …`. */
const STATUS_WORDS: Readonly<Record<VersionStatus, Localized>> = {
  draft: { fr: 'un brouillon', en: 'a draft' },
  submitted: { fr: 'soumise', en: 'submitted' },
  approved: { fr: 'approuvée', en: 'approved' },
  scheduled: { fr: 'programmée', en: 'scheduled' },
  published: { fr: 'publiée', en: 'published' },
};

export interface VersionItem {
  readonly scale: string;
  readonly key: string;
  readonly values: Values;
}

/** What the rules look at; actors are account ids. */
export interface VersionFacts {
  readonly status: VersionStatus;
  readonly effectiveFrom: LocalDate;
  /** The text that sets the values. */
  readonly reference: string;
  readonly correctionReason: string | null;
  /** Everyone who wrote or changed the draft. */
  readonly preparedBy: readonly string[];
  readonly submittedBy: string | null;
  readonly approvedBy: string | null;
}

/** The known periods of a series, from which a publication is judged. */
export interface KnownSeries {
  readonly ref: string;
  readonly firstDays: readonly LocalDate[];
}

/**
 * Amounts of 1 April are regularly published weeks later (July 2022: 46 days). Further back, a publication
 * changes a past that people have relied on, and says why.
 */
const RETROACTIVITY_DAYS = 62;

/** A publication may be prepared a year ahead. */
const PUBLICATION_HORIZON_DAYS = 366;

export function submit(
  version: VersionFacts,
  actor: string,
  items: number,
): Pick<VersionFacts, 'status' | 'submittedBy'> {
  assertDraft(version);
  if (items === 0) throw versionErrors.emptyVersion();
  return { status: 'submitted', submittedBy: actor };
}

export function assertDraft(version: VersionFacts): void {
  if (version.status !== 'draft')
    throw versionErrors.versionNotDraft({ status: STATUS_WORDS[version.status] });
}

export function approve(
  version: VersionFacts,
  actor: string,
): Pick<VersionFacts, 'status' | 'approvedBy'> {
  if (version.status !== 'submitted') {
    throw versionErrors.versionNotSubmitted({ status: STATUS_WORDS[version.status] });
  }
  if (version.submittedBy === actor || version.preparedBy.includes(actor)) {
    throw versionErrors.secondPersonRequired();
  }
  return { status: 'approved', approvedBy: actor };
}

/** Back to its authors, as long as nobody was told: from the desk of the second person, or before its day. */
export function reject(
  version: VersionFacts,
): Pick<VersionFacts, 'status' | 'submittedBy' | 'approvedBy'> {
  if (version.status === 'draft' || version.status === 'published') {
    throw versionErrors.versionNotSubmitted({ status: STATUS_WORDS[version.status] });
  }
  return { status: 'draft', submittedBy: null, approvedBy: null };
}

/** The series of which a version rewrites what is published: it begins on or before a first day already known. */
function rewritten(effectiveFrom: LocalDate, series: readonly KnownSeries[]): string[] {
  return series
    .filter(({ firstDays }) => firstDays.some((day) => day >= effectiveFrom))
    .map(({ ref }) => ref);
}

/**
 * A correction needs a reason: what is already published changes, or days long past do.
 * A first value of a series is no correction, however far back it begins.
 */
export function assertCorrectionExplained(
  version: Pick<VersionFacts, 'effectiveFrom' | 'correctionReason'>,
  series: readonly KnownSeries[],
  publishedOn: LocalDate,
): void {
  if (version.correctionReason) return;
  const late = daysBetween(version.effectiveFrom, publishedOn) > RETROACTIVITY_DAYS;
  const known = series.filter(({ firstDays }) => firstDays.length > 0);
  const concerned = late ? known.map(({ ref }) => ref) : rewritten(version.effectiveFrom, series);
  if (concerned.length === 0) return;
  throw versionErrors.correctionReasonRequired({
    series: shortList(concerned),
    limit: RETROACTIVITY_DAYS,
  });
}

/**
 * The instant from which an approved version is known; null: it waits for its day. Published for an earlier day,
 * it was known since that day began. A correction cannot be: what people were told until today stays readable.
 */
export function knownFromOf(
  version: VersionFacts,
  series: readonly KnownSeries[],
  publishedOn: LocalDate,
  now: number,
  today: LocalDate,
): number | null {
  if (version.status !== 'approved' && version.status !== 'scheduled') {
    throw versionErrors.versionNotApproved({ status: STATUS_WORDS[version.status] });
  }
  const latest = addDays(today, PUBLICATION_HORIZON_DAYS);
  if (publishedOn > latest) throw versionErrors.publicationTooFar({ latest });
  if (citedAfter(version.reference, publishedOn) !== undefined) {
    throw versionErrors.referenceTooLate();
  }
  assertCorrectionExplained(version, series, publishedOn);
  const changed = rewritten(version.effectiveFrom, series);
  if (publishedOn < today && changed.length > 0) {
    throw versionErrors.publicationTooEarly({ series: shortList(changed) });
  }
  if (publishedOn > today) return null;
  return publishedOn === today ? now : knownFromDay(publishedOn);
}

export function shortList(refs: readonly string[]): Localized {
  const { fr, en } = inQuotes(refs.slice(0, 8));
  const more = refs.length > 8 ? ` (+${refs.length - 8})` : '';
  return { fr: fr + more, en: en + more };
}
