import { Column, Entity } from 'typeorm';

import {
  BooleanColumn,
  IdColumn,
  InstantColumn,
  IntegerColumn,
  TextArrayColumn,
  TextColumn,
  UuidColumn,
} from '@passerelle/persistence';

import type { SecondFactorKind } from './second-factor.js';

/** A thing that a person has and proves to have: an application that makes codes, or a passkey. */
@Entity({ name: 'second_factors' })
export class SecondFactor {
  @IdColumn()
  id!: string;

  @UuidColumn('account_id')
  accountId!: string;

  @TextColumn('kind')
  kind!: SecondFactorKind;

  /** The label that the person gave, and the secret of a TOTP, encrypted with the master key. */
  @TextColumn('sealed')
  sealed!: string;

  /** Of a passkey, in base64url. */
  @TextColumn('credential_id', { nullable: true })
  credentialId!: string | null;

  /** Of a passkey: COSE (RFC 9052) in base64url. */
  @TextColumn('public_key', { nullable: true })
  publicKey!: string | null;

  @TextArrayColumn('transports')
  transports!: string[];

  /** Of a passkey: how often its authenticator says that the passkey was used. Synchronised passkeys say 0. */
  @Column({
    type: 'bigint',
    name: 'sign_count',
    transformer: { from: Number, to: (value: number) => value },
  })
  signCount!: number;

  /** Of a passkey: whether the passkey cannot leave its authenticator. */
  @BooleanColumn('device_bound')
  deviceBound!: boolean;

  /** Of a TOTP: the time step of the last accepted code. Codes of this step and of earlier steps are refused. */
  @IntegerColumn('last_step', { nullable: true })
  lastStep!: number | null;

  @InstantColumn('created_at')
  createdAt!: Date;

  /** Null for a TOTP until the person has entered a first code. */
  @InstantColumn('confirmed_at', { nullable: true })
  confirmedAt!: Date | null;

  @InstantColumn('last_used_at', { nullable: true })
  lastUsedAt!: Date | null;
}

/** The purpose that the sealed part of a factor is bound to. */
export const factorPurposeOf = (id: string): string => `second factor ${id}`;
