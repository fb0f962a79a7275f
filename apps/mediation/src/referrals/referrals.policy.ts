import { hasConflictOfInterest } from '../cases/conflict-of-interest.js';
import type { Origin, ReferralState } from '../cases/referral.js';
import type { Representation } from '../mandates/mandate.js';

/** The caller, as the access token describes them, with the persons whom they represent today. */
export interface ReferralActor {
  readonly subject: string;
  readonly roles: readonly string[];
  readonly fileNumber: string | null;
  readonly organisation: string | null;
  readonly services: readonly string[];
  /** Of a guardian, by verified mandates. A role alone represents nobody. */
  readonly representations: readonly Representation[];
}

/** `hidden`: the caller may not know that the referral exists, and gets the 404 of an unknown id. */
export type PolicyDecision = 'allowed' | 'forbidden' | 'hidden';

/** What a mediator may do only without a conflict of interest (domain M1.7, M8.2). */
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

/** What the person, or a representative whose mandate covers it, may do as well. */
export const PERSON_ACTS = ['supply_information', 'answer_solution', 'withdraw'] as const;

export const REFERRAL_ACTIONS = [
  'read',
  'read_notes',
  'hand_over',
  'correct',
  'read_log',
  ...MEDIATION_ACTS,
  ...PERSON_ACTS,
] as const;
export type ReferralAction = (typeof REFERRAL_ACTIONS)[number];

/** What the policies read of a referral. */
export type JudgedReferral = Pick<
  ReferralState,
  'fileNumber' | 'referredBy' | 'handledBy' | 'declaredLinks'
>;

/** The relation of a caller to a referral: it decides what the caller may do and which members they see. */
export type Relation =
  | 'mediator'
  | 'beneficiary'
  | 'representative'
  /** A guardian whose mandate lets them see the data of the person, and not speak for the person. */
  | 'mandated_reader'
  | 'partner'
  | 'none';

export function relationOf(
  actor: ReferralActor,
  referral: Pick<JudgedReferral, 'fileNumber' | 'referredBy'>,
): Relation {
  if (actor.roles.includes('mediator')) return 'mediator';
  if (isOwnFile(actor, referral.fileNumber)) return 'beneficiary';
  if (referral.referredBy !== actor.subject) return 'none';
  const { may } = representationOf(actor, referral.fileNumber) ?? {};
  if (may !== undefined) return may === 'speak' ? 'representative' : 'mandated_reader';
  return actor.roles.includes('partner_agent') ? 'partner' : 'none';
}

const PERSON_ACTIONS: readonly ReferralAction[] = ['read', ...PERSON_ACTS];

/** What each relation allows, but for the mediators. Every action that is not listed is refused. */
const ALLOWED: Readonly<Record<Exclude<Relation, 'mediator'>, readonly ReferralAction[]>> = {
  beneficiary: PERSON_ACTIONS,
  representative: PERSON_ACTIONS,
  mandated_reader: ['read'],
  // A partner who referred a person follows the case and completes it, but does not speak for the person.
  partner: ['read', 'supply_information'],
  none: [],
};

/** The roles whose rights depend on the referral. What the other roles may not do is always `forbidden`. */
const RELATION_OF_ROLE: Readonly<Record<string, Exclude<Relation, 'mediator'>>> = {
  beneficiary: 'beneficiary',
  guardian: 'representative',
  partner_agent: 'partner',
};

/**
 * - A mediator may do everything, except act on a case whose file they handled before: they read that case and
 *   hand it over. No mediator acts on a case with a declared link: it goes to another Caf. (`assertNoConflictOfInterest` comes first, because its refusal says why.)
 * - An administrator sees nothing of the content; an auditor sees the read log only.
 * - A guardian sees and acts only under a verified mandate that covers it today: for the person of the case, and in
 *   the cases that this guardian sent.
 * - Services and partners see only the questions put to them (`questionPolicy`).
 *
 * The answer is `forbidden` when the role can never do the action, whether the referral exists or not. The
 * answer is `hidden` when the role could do the action with another referral.
 */
export function referralPolicy(
  actor: ReferralActor,
  action: ReferralAction,
  referral: JudgedReferral,
): PolicyDecision {
  if (action === 'read_log') return mayReadLog(actor) ? 'allowed' : 'forbidden';
  const relation = relationOf(actor, referral);
  if (relation === 'mediator') {
    const acts = (MEDIATION_ACTS as readonly ReferralAction[]).includes(action);
    const speaksFor = (PERSON_ACTS as readonly ReferralAction[]).includes(action);
    const conflicted = hasConflictOfInterest(referral, actor.subject);
    return conflicted && (acts || speaksFor) ? 'forbidden' : 'allowed';
  }
  if (ALLOWED[relation].includes(action)) return 'allowed';
  // Whoever sees the case knows that the case exists.
  if (ALLOWED[relation].includes('read')) return 'forbidden';
  return couldElsewhere(actor, action) ? 'hidden' : 'forbidden';
}

/** Whether one of the actor's roles allows the action with a referral of their own. */
function couldElsewhere(actor: ReferralActor, action: ReferralAction): boolean {
  return actor.roles.some((role) => {
    const relation = Object.hasOwn(RELATION_OF_ROLE, role) ? RELATION_OF_ROLE[role] : undefined;
    return relation !== undefined && ALLOWED[relation].includes(action);
  });
}

/** The mediation team is responsible for the confidentiality of its cases (domain M8.1); an auditor checks from outside. */
function mayReadLog(actor: ReferralActor): boolean {
  return actor.roles.includes('auditor') || actor.roles.includes('mediator');
}

/** The origins that a partner's account may state (domain M4). A guardian states `legal_representative`. */
const PARTNER_ORIGINS: readonly Origin[] = [
  'defender_of_rights',
  'state',
  'elected_official',
  'national_mediator',
  'social_worker',
];

/**
 * The person refers their own file, a guardian the file of a person whom they represent; the mediation team records a referral for anyone. No answer is `hidden`,
 * because the referral does not exist yet.
 */
export function creationPolicy(
  actor: ReferralActor,
  referral: Pick<ReferralState, 'origin' | 'fileNumber'>,
): PolicyDecision {
  const { roles } = actor;
  const { origin, fileNumber } = referral;
  const allowed =
    roles.includes('mediator') ||
    (origin === 'beneficiary' && isOwnFile(actor, fileNumber)) ||
    (origin === 'legal_representative' && representationOf(actor, fileNumber)?.may === 'speak') ||
    (PARTNER_ORIGINS.includes(origin) && roles.includes('partner_agent'));
  return allowed ? 'allowed' : 'forbidden';
}

/** The role is checked as well: representations belong to guardians alone. */
function representationOf(
  { roles, representations }: ReferralActor,
  fileNumber: string,
): Representation | undefined {
  if (!roles.includes('guardian')) return undefined;
  return representations.find((own) => own.fileNumber === fileNumber);
}

function isOwnFile(actor: ReferralActor, fileNumber: string): boolean {
  return actor.roles.includes('beneficiary') && actor.fileNumber === fileNumber;
}
