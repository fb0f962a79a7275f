import { Entity } from 'typeorm';

import type { LocalDate } from '@passerelle/kernel';
import {
  BooleanColumn,
  CentsColumn,
  DateColumn,
  IdColumn,
  InstantColumn,
  IntegerColumn,
  JsonColumn,
  TextArrayColumn,
  TextColumn,
  UuidColumn,
} from '@passerelle/persistence';

import type {
  Benefit,
  Channel,
  Decision,
  Ground,
  Origin,
  Outcome,
  Reason,
  ReferralState,
  ReferralStatus,
  Resolution,
  SolutionAnswer,
  DeclaredLink,
} from '../cases/referral.js';

/** The row of a referral: the members that the rules read (`ReferralState`), and the texts that only people read. */
@Entity({ name: 'referrals' })
export class Referral implements ReferralState {
  @IdColumn()
  id!: string;

  @TextColumn('reference')
  reference!: string;

  @IntegerColumn('version')
  version!: number;

  @TextColumn('status')
  status!: ReferralStatus;

  @TextColumn('origin')
  origin!: Origin;

  @TextColumn('origin_detail', { nullable: true })
  originDetail!: string | null;

  @TextColumn('channel')
  channel!: Channel;

  @UuidColumn('referred_by', { nullable: true })
  referredBy!: string | null;

  @TextColumn('file_number')
  fileNumber!: string;

  @DateColumn('received_on')
  receivedOn!: LocalDate;

  @TextColumn('benefit')
  benefit!: Benefit;

  @TextColumn('reason')
  reason!: Reason;

  /** The request in the words of its sender. */
  @TextColumn('description')
  description!: string;

  @DateColumn('prior_claim_made_on', { nullable: true })
  priorClaimMadeOn!: LocalDate | null;

  @TextColumn('prior_claim_reference', { nullable: true })
  priorClaimReference!: string | null;

  @DateColumn('prior_claim_completed_on', { nullable: true })
  priorClaimCompletedOn!: LocalDate | null;

  @BooleanColumn('court_seized')
  courtSeized!: boolean;

  @DateColumn('appeal_deadline', { nullable: true })
  appealDeadline!: LocalDate | null;

  @BooleanColumn('remedies_printed', { nullable: true })
  remediesPrinted!: boolean | null;

  @UuidColumn('assigned_to', { nullable: true })
  assignedTo!: string | null;

  @TextArrayColumn('handled_by')
  handledBy!: string[];

  @TextColumn('decision', { nullable: true })
  decision!: Decision | null;

  @TextColumn('ground', { nullable: true })
  ground!: Ground | null;

  @DateColumn('notified_on', { nullable: true })
  notifiedOn!: LocalDate | null;

  @DateColumn('opened_on', { nullable: true })
  openedOn!: LocalDate | null;

  @DateColumn('information_requested_on', { nullable: true })
  informationRequestedOn!: LocalDate | null;

  @DateColumn('information_due_on', { nullable: true })
  informationDueOn!: LocalDate | null;

  @TextColumn('redirected_to', { nullable: true })
  redirectedTo!: string | null;

  @DateColumn('transmitted_on', { nullable: true })
  transmittedOn!: LocalDate | null;

  @DateColumn('person_informed_on', { nullable: true })
  personInformedOn!: LocalDate | null;

  @TextColumn('solution', { nullable: true })
  solution!: string | null;

  @DateColumn('solution_proposed_on', { nullable: true })
  solutionProposedOn!: LocalDate | null;

  @TextColumn('solution_answer', { nullable: true })
  solutionAnswer!: SolutionAnswer | null;

  @DateColumn('solution_answered_on', { nullable: true })
  solutionAnsweredOn!: LocalDate | null;

  @TextColumn('resolution', { nullable: true })
  resolution!: Resolution | null;

  @TextColumn('outcome', { nullable: true })
  outcome!: Outcome | null;

  @DateColumn('communicated_to_person_on', { nullable: true })
  communicatedToPersonOn!: LocalDate | null;

  @DateColumn('communicated_to_service_on', { nullable: true })
  communicatedToServiceOn!: LocalDate | null;

  @DateColumn('closed_on', { nullable: true })
  closedOn!: LocalDate | null;

  /** The closing text for the person. */
  @TextColumn('summary', { nullable: true })
  summary!: string | null;

  /** Arrears paid to the person after the mediation, counted separately from overpayments (domain M6.5). */
  @CentsColumn('arrears_cents', { nullable: true })
  arrearsCents!: number | null;

  /** The overpayment that the mediation found. */
  @CentsColumn('overpayment_cents', { nullable: true })
  overpaymentCents!: number | null;

  @DateColumn('court_seized_on', { nullable: true })
  courtSeizedOn!: LocalDate | null;

  @DateColumn('withdrawn_on', { nullable: true })
  withdrawnOn!: LocalDate | null;

  @UuidColumn('joined_to', { nullable: true })
  joinedTo!: string | null;

  @DateColumn('joined_on', { nullable: true })
  joinedOn!: LocalDate | null;

  @JsonColumn('declared_links')
  declaredLinks!: readonly DeclaredLink[];

  @TextColumn('transferred_to', { nullable: true })
  transferredTo!: string | null;

  @DateColumn('transferred_on', { nullable: true })
  transferredOn!: LocalDate | null;

  @DateColumn('transfer_informed_on', { nullable: true })
  transferInformedOn!: LocalDate | null;

  @UuidColumn('linked_to', { nullable: true })
  linkedTo!: string | null;

  @TextArrayColumn('linked_from')
  linkedFrom!: string[];

  @InstantColumn('created_at')
  createdAt!: Date;
}
