import { Entity, PrimaryColumn } from 'typeorm';

import { InstantColumn, TextColumn } from '@passerelle/persistence';

/** The challenge of a passkey that a person is registering. An account has one at a time. */
@Entity({ name: 'passkey_registrations' })
export class PasskeyRegistration {
  @PrimaryColumn({ type: 'uuid', name: 'account_id' })
  accountId!: string;

  @TextColumn('challenge')
  challenge!: string;

  @InstantColumn('expires_at')
  expiresAt!: Date;
}
