import { Entity, PrimaryColumn } from 'typeorm';

import { TextColumn } from '@passerelle/persistence';

/**
 * The person behind an account, encrypted as one value. The NIR is found through a keyed hash only, because a
 * NIR is never indexed in clear (décret 2019-341, art. 2 A; domain A3.7).
 */
@Entity({ name: 'account_identities' })
export class AccountIdentity {
  @PrimaryColumn({ type: 'uuid', name: 'account_id' })
  accountId!: string;

  /** The master key of both values below. */
  @TextColumn('key_id')
  keyId!: string;

  @TextColumn('sealed')
  sealed!: string;

  @TextColumn('nir_hash', { nullable: true })
  nirHash!: string | null;
}
