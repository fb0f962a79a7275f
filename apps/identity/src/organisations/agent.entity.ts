import { Entity } from 'typeorm';

import type { LocalDate } from '@passerelle/kernel';
import {
  BooleanColumn,
  DateColumn,
  IdColumn,
  InstantColumn,
  IntegerColumn,
  TextArrayColumn,
  TextColumn,
  UuidColumn,
} from '@passerelle/persistence';

export const AGENT_END_REASONS = [
  'left',
  'unused',
  'not_recertified',
  'end_date_reached',
  'agreement_terminated',
] as const;

export type AgentEndReason = (typeof AGENT_END_REASONS)[number];

/**
 * A person of a partner, with the profile and the days of the access. The account holds names and addresses.
 */
@Entity({ name: 'agents' })
export class Agent {
  @IdColumn()
  id!: string;

  @UuidColumn('organisation_id')
  organisationId!: string;

  @UuidColumn('agreement_id')
  agreementId!: string;

  @UuidColumn('account_id')
  accountId!: string;

  /**
   * One of the profiles of the agreement, such as T2; null once the agreement names the profile no longer. The
   * contents of the profiles are not public (domain C2.1).
   */
  @TextColumn('profile', { nullable: true })
  profile!: string | null;

  /** The services of the partner in whose name the agent answers: some of those that the agreement names. */
  @TextArrayColumn('services')
  services!: string[];

  @BooleanColumn('administrator')
  administrator!: boolean;

  @DateColumn('starts_on')
  startsOn!: LocalDate;

  @DateColumn('ends_on', { nullable: true })
  endsOn!: LocalDate | null;

  @DateColumn('recertified_on')
  recertifiedOn!: LocalDate;

  /** When the person was invited to choose a password; null before the agreement is open. */
  @InstantColumn('invited_at', { nullable: true })
  invitedAt!: Date | null;

  @InstantColumn('ended_at', { nullable: true })
  endedAt!: Date | null;

  @TextColumn('end_reason', { nullable: true })
  endReason!: AgentEndReason | null;

  @InstantColumn('created_at')
  createdAt!: Date;

  @IntegerColumn('version')
  version!: number;
}
