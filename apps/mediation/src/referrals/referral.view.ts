import { Shown } from '@passerelle/http';
import type { Language, LocalDate } from '@passerelle/kernel';
import { currentContext } from '@passerelle/observability';

import {
  BENEFITS,
  CHANNELS,
  CONFLICT_KINDS,
  DECISIONS,
  GROUNDS,
  ORIGINS,
  OUTCOMES,
  REASONS,
  RESOLUTIONS,
  SOLUTION_ANSWERS,
  STATUSES,
} from '../cases/referral.js';
import { explanationOf } from '../grounds/explanation.js';
import type { Referral } from './referral.entity.js';
import type { Resembling } from './referrals.repository.js';
import { type ReferralActor, relationOf } from './referrals.policy.js';

const day = { type: String, format: 'date' } as const;
const dayOrNull = { ...day, nullable: true } as const;
const textOrNull = { type: String, nullable: true } as const;
const idOrNull = { type: String, format: 'uuid', nullable: true } as const;
const centsOrNull = { type: 'integer', format: 'int64', nullable: true } as const;

class SubjectView {
  @Shown({ enum: BENEFITS })
  benefit!: string;

  @Shown({ enum: REASONS })
  reason!: string;

  @Shown()
  description!: string;
}

class PriorClaimView {
  @Shown(day)
  madeOn!: LocalDate;

  @Shown(textOrNull)
  reference!: string | null;

  @Shown({
    ...dayOrNull,
    description: 'The day on which the Caf received the last documents for the claim',
  })
  completedOn!: LocalDate | null;
}

class AdmissibilityView {
  @Shown({ enum: DECISIONS })
  decision!: string;

  @Shown({ enum: GROUNDS, nullable: true, type: String })
  ground!: string | null;

  @Shown(dayOrNull)
  notifiedOn!: LocalDate | null;

  @Shown({ ...textOrNull, description: 'The service that received the request' })
  redirectedTo!: string | null;

  @Shown({ ...dayOrNull, description: 'The day on which the service received the request' })
  transmittedOn!: LocalDate | null;

  @Shown({ ...dayOrNull, description: 'The day on which the person was informed of the decision' })
  personInformedOn!: LocalDate | null;

  @Shown({ ...dayOrNull, description: 'The last day to supply the requested information' })
  informationDueOn!: LocalDate | null;

  @Shown({
    type: [String],
    description: 'The sentences for the person, in the language of the request',
  })
  explanation!: string[];
}

class SolutionView {
  @Shown()
  text!: string;

  @Shown(day)
  proposedOn!: LocalDate;

  @Shown({ enum: SOLUTION_ANSWERS, nullable: true, type: String })
  answer!: string | null;

  @Shown(dayOrNull)
  answeredOn!: LocalDate | null;
}

class ClosureView {
  @Shown({ enum: RESOLUTIONS, nullable: true, type: String })
  resolution!: string | null;

  @Shown({ enum: OUTCOMES, nullable: true, type: String })
  outcome!: string | null;

  @Shown(day)
  closedOn!: LocalDate;

  @Shown(dayOrNull)
  communicatedToPersonOn!: LocalDate | null;

  @Shown(dayOrNull)
  communicatedToServiceOn!: LocalDate | null;

  @Shown({ ...textOrNull, description: 'The closing text for the person' })
  summary!: string | null;

  @Shown(centsOrNull)
  arrearsCents!: number | null;

  @Shown(centsOrNull)
  overpaymentCents!: number | null;
}

class TransferView {
  @Shown({ description: 'The Caf whose mediator treats the claim' })
  to!: string;

  @Shown(day)
  transferredOn!: LocalDate;

  @Shown(dayOrNull)
  personInformedOn!: LocalDate | null;
}

class DeclaredLinkView {
  @Shown({ format: 'uuid' })
  mediator!: string;

  @Shown({ enum: CONFLICT_KINDS.filter((kind) => kind !== 'handled_before') })
  kind!: string;
}

class ResemblingView {
  @Shown({ format: 'uuid' })
  id!: string;

  @Shown({ example: 'MED-2024-000001' })
  reference!: string;
}

/** Only mediators see the members marked "Mediators"; a partner who referred the case sees the first five only. */
export class ReferralView {
  @Shown({ format: 'uuid' })
  id!: string;

  @Shown({ example: 'MED-2024-000001' })
  reference!: string;

  @Shown({ type: 'integer', description: 'The version of the case, which is also the entity tag' })
  version!: number;

  @Shown({ enum: STATUSES })
  status!: string;

  @Shown(day)
  receivedOn!: LocalDate;

  @Shown({ enum: ORIGINS, required: false })
  origin?: string;

  @Shown({ ...textOrNull, required: false })
  originDetail?: string | null;

  @Shown({ enum: CHANNELS, required: false })
  channel?: string;

  @Shown({ required: false })
  fileNumber?: string;

  @Shown({ type: SubjectView, required: false })
  subject?: SubjectView;

  @Shown({ type: PriorClaimView, nullable: true, required: false })
  priorClaim?: PriorClaimView | null;

  @Shown({ required: false })
  courtSeized?: boolean;

  @Shown({ ...dayOrNull, required: false })
  appealDeadline?: LocalDate | null;

  @Shown({
    type: Boolean,
    nullable: true,
    required: false,
    description: 'Whether the decision printed the limits and the remedies; null when unknown',
  })
  remediesPrinted?: boolean | null;

  @Shown({ type: AdmissibilityView, nullable: true, required: false })
  admissibility?: AdmissibilityView | null;

  @Shown({
    ...dayOrNull,
    required: false,
    description: 'The day on which the admissibility was notified, which suspends the time limits',
  })
  openedOn?: LocalDate | null;

  @Shown({ type: SolutionView, nullable: true, required: false })
  solution?: SolutionView | null;

  @Shown({
    type: ClosureView,
    nullable: true,
    required: false,
    description: 'The end of the case, whatever its kind',
  })
  closure?: ClosureView | null;

  @Shown({ ...dayOrNull, required: false })
  courtSeizedOn?: LocalDate | null;

  @Shown({ ...dayOrNull, required: false })
  withdrawnOn?: LocalDate | null;

  @Shown({ ...idOrNull, required: false, description: 'The case to which a duplicate was joined' })
  joinedTo?: string | null;

  @Shown({
    type: TransferView,
    nullable: true,
    required: false,
    description: 'The mediator of another Caf treats the claim, after a conflict of interest',
  })
  transfer?: TransferView | null;

  @Shown({
    ...idOrNull,
    required: false,
    description: 'The ended case of the same file that this case continues',
  })
  linkedTo?: string | null;

  @Shown({
    type: [String],
    required: false,
    description: 'Mediators and the person: the later cases that continue this case',
  })
  linkedFrom?: string[];

  @Shown({ ...idOrNull, required: false, description: 'Mediators: the mediator who has the case' })
  assignedTo?: string | null;

  @Shown({
    type: [String],
    required: false,
    description: 'Mediators: the accounts that may not act on the case',
  })
  handledBy?: string[];

  @Shown({
    type: [DeclaredLinkView],
    required: false,
    description:
      'Mediators: the declared family, professional or financial links, which send the case to another Caf',
  })
  declaredLinks?: DeclaredLinkView[];

  @Shown({
    type: [ResemblingView],
    required: false,
    description:
      'Mediators, where one case is shown or was just registered: the other open cases of the same file, benefit and reason; none for an ended case',
  })
  resembling?: ResemblingView[];

  @Shown({ type: String, format: 'date-time', required: false })
  createdAt?: string;
}

/**
 * The members of a referral that the caller may see, by their relation to it, in the language of the request. Only
 * mediators see the resembling cases.
 */
export function viewFor(
  actor: ReferralActor,
  referral: Referral,
  resembling?: readonly Resembling[],
): ReferralView {
  const relation = relationOf(actor, referral);
  const language = currentContext()?.language ?? 'fr';
  const { id, reference, version, status, receivedOn } = referral;
  const head = { id, reference, version, status, receivedOn };
  if (relation === 'partner' || relation === 'none') return head;
  const forPerson: ReferralView = {
    ...head,
    origin: referral.origin,
    originDetail: referral.originDetail,
    channel: referral.channel,
    fileNumber: referral.fileNumber,
    subject: {
      benefit: referral.benefit,
      reason: referral.reason,
      description: referral.description,
    },
    priorClaim:
      referral.priorClaimMadeOn === null
        ? null
        : {
            madeOn: referral.priorClaimMadeOn,
            reference: referral.priorClaimReference,
            completedOn: referral.priorClaimCompletedOn,
          },
    courtSeized: referral.courtSeized,
    appealDeadline: referral.appealDeadline,
    remediesPrinted: referral.remediesPrinted,
    admissibility: admissibilityOf(referral, language),
    openedOn: referral.openedOn,
    solution: solutionOf(referral),
    closure: closureOf(referral),
    courtSeizedOn: referral.courtSeizedOn,
    withdrawnOn: referral.withdrawnOn,
    joinedTo: referral.joinedTo,
    transfer: transferOf(referral),
    linkedTo: referral.linkedTo,
    createdAt: referral.createdAt.toISOString(),
  };
  if (relation === 'representative' || relation === 'mandated_reader') return forPerson;
  // Another person may have sent the later case, so a representative is not told of it.
  const forOwner = { ...forPerson, linkedFrom: [...referral.linkedFrom] };
  if (relation !== 'mediator') return forOwner;
  return {
    ...forOwner,
    assignedTo: referral.assignedTo,
    handledBy: [...referral.handledBy],
    declaredLinks: [...referral.declaredLinks],
    ...(resembling !== undefined && {
      resembling: resembling.map(({ id: other, reference: own }) => ({
        id: other,
        reference: own,
      })),
    }),
  };
}

function transferOf(referral: Referral): TransferView | null {
  const { transferredTo: to, transferredOn, transferInformedOn: personInformedOn } = referral;
  return to === null || transferredOn === null ? null : { to, transferredOn, personInformedOn };
}

function admissibilityOf(referral: Referral, language: Language): AdmissibilityView | null {
  if (referral.decision === null) return null;
  return {
    decision: referral.decision,
    ground: referral.ground,
    notifiedOn: referral.notifiedOn,
    redirectedTo: referral.redirectedTo,
    transmittedOn: referral.transmittedOn,
    personInformedOn: referral.personInformedOn,
    informationDueOn: referral.informationDueOn,
    explanation: explanationOf(referral).map((sentence) => sentence[language]),
  };
}

function solutionOf(referral: Referral): SolutionView | null {
  if (referral.solution === null || referral.solutionProposedOn === null) return null;
  return {
    text: referral.solution,
    proposedOn: referral.solutionProposedOn,
    answer: referral.solutionAnswer,
    answeredOn: referral.solutionAnsweredOn,
  };
}

function closureOf(referral: Referral): ClosureView | null {
  if (referral.closedOn === null) return null;
  return {
    resolution: referral.resolution,
    outcome: referral.outcome,
    closedOn: referral.closedOn,
    communicatedToPersonOn: referral.communicatedToPersonOn,
    communicatedToServiceOn: referral.communicatedToServiceOn,
    summary: referral.summary,
    arrearsCents: referral.arrearsCents,
    overpaymentCents: referral.overpaymentCents,
  };
}
