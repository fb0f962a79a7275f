import type { InformationRequest } from '../information-requests/information-request.js';
import { hasConflictOfInterest } from './referral-rules.js';
import type { Origin, ReferralState } from './referral.js';

/** Who asks, as the token says it. */
export interface ReferralActor {
  readonly subject: string;
  readonly roles: readonly string[];
  readonly fileNumber: string | null;
  readonly organisation: string | null;
  readonly services: readonly string[];
}

/** `hidden`: the caller may not know that the thing exists, and gets the same 404 as for one that does not. */
export type PolicyDecision = 'allowed' | 'forbidden' | 'hidden';

/** What a mediator may do only without a conflict of interest (§ 1.8). */
export const MEDIATION_ACTS = [
  'decide',
  'take_no_further_action',
  'ask_question',
  'propose_solution',
  'issue_recommendation',
  'answer_recommendation',
  'withdraw_recommendation',
  'close',
  'seize_court',
  'join',
  'add_note',
] as const;

/** What the person, or whoever speaks for them, may do as well. */
export const PERSON_ACTS = ['supply_information', 'answer_solution', 'withdraw'] as const;

export const REFERRAL_ACTIONS = [
  'read',
  'read_notes',
  'list_all',
  'hand_over',
  'read_log',
  'read_small_cells',
  ...MEDIATION_ACTS,
  ...PERSON_ACTS,
] as const;
export type ReferralAction = (typeof REFERRAL_ACTIONS)[number];

type Seen = Pick<ReferralState, 'fileNumber' | 'referredBy' | 'handledBy'>;

/** How a caller stands to a referral; the response views are chosen by it. */
export type Standing = 'mediator' | 'beneficiary' | 'representative' | 'partner' | 'none';

export function standingOf(
  actor: ReferralActor,
  referral: Pick<Seen, 'fileNumber' | 'referredBy'>,
): Standing {
  if (actor.roles.includes('mediator')) return 'mediator';
  if (isOwnFile(actor, referral.fileNumber)) return 'beneficiary';
  if (referral.referredBy !== actor.subject) return 'none';
  if (actor.roles.includes('guardian')) return 'representative';
  return actor.roles.includes('partner_agent') ? 'partner' : 'none';
}

const PERSON_ACTIONS: readonly ReferralAction[] = ['read', ...PERSON_ACTS];

/** Beside the mediators: what each standing allows. Everything that is not listed is refused. */
const ALLOWED: Readonly<Record<Exclude<Standing, 'mediator'>, readonly ReferralAction[]>> = {
  beneficiary: PERSON_ACTIONS,
  representative: PERSON_ACTIONS,
  // whoever referred for somebody else: may follow it and complete it, and speaks for nobody
  partner: ['read', 'supply_information'],
  none: [],
};

/** The roles for which an action depends on *which* referral it is; for all others it is plainly forbidden. */
const STANDING_OF_ROLE: Readonly<Record<string, Exclude<Standing, 'mediator'>>> = {
  beneficiary: 'beneficiary',
  guardian: 'representative',
  partner_agent: 'partner',
};

/**
 * - A mediator: everything, but no act on a case whose file they handled before: they read it and hand
 *   it over. (`assertNoConflictOfInterest` first, for the refusal that says why.)
 * - Administrators: nothing of the content. Auditors: the read log only.
 * - Services and partners: only the questions put to them (`questionPolicy`).
 *
 * What a role can never do is `forbidden`, whether the referral exists or not; what it could do with
 * another referral is `hidden`.
 */
export function referralPolicy(
  actor: ReferralActor,
  action: ReferralAction,
  referral: Seen,
): PolicyDecision {
  if (action === 'read_log') return mayReadLog(actor) ? 'allowed' : 'forbidden';
  const standing = standingOf(actor, referral);
  if (standing === 'mediator') {
    const acts = (MEDIATION_ACTS as readonly ReferralAction[]).includes(action);
    const speaksFor = (PERSON_ACTS as readonly ReferralAction[]).includes(action);
    const conflicted = hasConflictOfInterest(referral, actor.subject);
    return conflicted && (acts || speaksFor) ? 'forbidden' : 'allowed';
  }
  if (ALLOWED[standing].includes(action)) return 'allowed';
  return couldElsewhere(actor, action) ? 'hidden' : 'forbidden';
}

/** Whether one of the actor's roles may do this with a referral of their own. */
function couldElsewhere(actor: ReferralActor, action: ReferralAction): boolean {
  return actor.roles.some((role) => {
    const standing = Object.hasOwn(STANDING_OF_ROLE, role) ? STANDING_OF_ROLE[role] : undefined;
    return standing !== undefined && ALLOWED[standing].includes(action);
  });
}

/** The mediation team answers for the confidentiality of its cases (§ 1.8); an auditor checks it from outside. */
function mayReadLog(actor: ReferralActor): boolean {
  return actor.roles.includes('auditor') || actor.roles.includes('mediator');
}

/** Origins that a professional account can have (§ 1.4); a guardian is the legal representative. */
const PARTNER_ORIGINS: readonly Origin[] = [
  'defender_of_rights',
  'state',
  'elected_official',
  'national_mediator',
  'social_worker',
];

/** The person refers their own file; the mediation team records for anyone. Nothing is hidden: nothing exists yet. */
export function creationPolicy(
  actor: ReferralActor,
  referral: Pick<ReferralState, 'origin' | 'fileNumber'>,
): PolicyDecision {
  const { roles } = actor;
  const { origin, fileNumber } = referral;
  const allowed =
    roles.includes('mediator') ||
    (origin === 'beneficiary' && isOwnFile(actor, fileNumber)) ||
    (origin === 'legal_representative' && roles.includes('guardian')) ||
    (PARTNER_ORIGINS.includes(origin) && roles.includes('partner_agent'));
  return allowed ? 'allowed' : 'forbidden';
}

export const QUESTION_ACTIONS = ['read_question', 'answer_question'] as const;
export type QuestionAction = (typeof QUESTION_ACTIONS)[number];

/**
 * A question is seen by its addressee and by the mediators. The person sees those put to them, not
 * those put to services about them; a service sees the question and nothing of the case.
 */
export function questionPolicy(
  actor: ReferralActor,
  action: QuestionAction,
  referral: Seen,
  question: Pick<InformationRequest, 'addressee' | 'addresseeName'>,
): PolicyDecision {
  const standing = standingOf(actor, referral);
  if (standing === 'mediator') {
    const conflicted = hasConflictOfInterest(referral, actor.subject);
    return conflicted && action === 'answer_question' ? 'forbidden' : 'allowed';
  }
  if (question.addressee === 'beneficiary') {
    return standing === 'beneficiary' || standing === 'representative' ? 'allowed' : 'hidden';
  }
  return isAddressed(actor, question.addresseeName) ? 'allowed' : 'hidden';
}

/**
 * The names by which questions reach an actor; also the filter of the list of questions put to them.
 * Whatever the role: the Caf's own services have none of their own, and the names come from the token.
 */
export function addressedNames(actor: ReferralActor): readonly string[] {
  return [...actor.services, ...(actor.organisation === null ? [] : [actor.organisation])];
}

function isAddressed(actor: ReferralActor, addresseeName: string | null): boolean {
  return addresseeName !== null && addressedNames(actor).includes(addresseeName);
}

function isOwnFile(actor: ReferralActor, fileNumber: string): boolean {
  return actor.roles.includes('beneficiary') && actor.fileNumber === fileNumber;
}
