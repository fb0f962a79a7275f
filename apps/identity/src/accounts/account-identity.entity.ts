import { Entity, PrimaryColumn } from 'typeorm';

import { TextColumn } from '@passerelle/persistence';

/** Who the person behind an account is: encrypted as one value, with a keyed hash of the NIR for search. */
@Entity({ name: 'account_identities' })
export class AccountIdentity {
  @PrimaryColumn({ type: 'uuid', name: 'account_id' })
  accountId!: string;

  /** The master key that both values below are under. */
  @TextColumn('key_id')
  keyId!: string;

  @TextColumn('sealed')
  sealed!: string;

  @TextColumn('nir_hash', { nullable: true })
  nirHash!: string | null;
}
