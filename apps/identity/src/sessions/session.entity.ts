import { Entity } from 'typeorm';

import type { AuthenticationMethod } from '@passerelle/contracts';
import {
  IdColumn,
  InstantColumn,
  TextArrayColumn,
  TextColumn,
  UuidColumn,
} from '@passerelle/persistence';

/** Why a session ended before its time. */
export type SessionEndReason =
  /** Signed out with the refresh token (RFC 7009). */
  | 'signed_out'
  /** The person ended the session from another one. */
  | 'ended_by_person'
  /** A refresh token was used a second time, so somebody copied the token. */
  | 'token_reused'
  | 'password_changed'
  /** The account has got its first second factor, and the session was opened with a password alone. */
  | 'second_factor_added'
  /** The second factor of the account was taken away. */
  | 'second_factor_reset'
  /** An agent lost what the agreement no longer names. */
  | 'rights_withdrawn'
  /** The account was closed, or the access of the agent has ended or is suspended. */
  | 'access_ended';

/** The time from a sign-in to the sign-out, on one device. Its refresh tokens replace one another. */
@Entity({ name: 'sessions' })
export class Session {
  @IdColumn()
  id!: string;

  @UuidColumn('account_id')
  accountId!: string;

  @InstantColumn('opened_at')
  openedAt!: Date;

  /** The sign-in or the last renewal. */
  @InstantColumn('last_used_at')
  lastUsedAt!: Date;

  /** The absolute end: no renewal goes beyond. */
  @InstantColumn('ends_at')
  endsAt!: Date;

  /** How the person signed in; each access token of the session says so. */
  @TextArrayColumn('amr')
  amr!: AuthenticationMethod[];

  @InstantColumn('authenticated_at')
  authenticatedAt!: Date;

  /** A coarse label, by which the person recognises the session: `Firefox, Windows`. */
  @TextColumn('device', { nullable: true })
  device!: string | null;

  @InstantColumn('ended_at', { nullable: true })
  endedAt!: Date | null;

  @TextColumn('end_reason', { nullable: true })
  endReason!: SessionEndReason | null;
}
