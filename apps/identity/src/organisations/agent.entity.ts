import { Entity } from 'typeorm';

import type { LocalDate } from '@passerelle/kernel';
import {
  BooleanColumn,
  DateColumn,
  IdColumn,
  InstantColumn,
  IntegerColumn,
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

/** A person of a partner, with the profile and days of the access. Names and addresses are with the account. */
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

  /** Of the convention's annex: T1 … T6 (domain dossier § 4.2). */
  @TextColumn('profile')
  profile!: string;

  @BooleanColumn('administrator')
  administrator!: boolean;

  @DateColumn('starts_on')
  startsOn!: LocalDate;

  @DateColumn('ends_on', { nullable: true })
  endsOn!: LocalDate | null;

  @DateColumn('recertified_on')
  recertifiedOn!: LocalDate;

  /** When the person was told how to sign in; null before the agreement is open. */
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
