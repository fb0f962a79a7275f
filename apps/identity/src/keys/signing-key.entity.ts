import { Entity, PrimaryColumn } from 'typeorm';

import { InstantColumn, JsonColumn, TextColumn } from '@passerelle/persistence';

/** A pair of keys for access tokens. The newest key that may sign does sign; every key verifies. */
@Entity({ name: 'signing_keys' })
export class SigningKey {
  @PrimaryColumn({ type: 'text', name: 'kid' })
  kid!: string;

  @JsonColumn('public_jwk')
  publicJwk!: Record<string, string>;

  /** The private key as PKCS#8, sealed with the master key. */
  @TextColumn('sealed_private_key')
  sealedPrivateKey!: string;

  @InstantColumn('created_at')
  createdAt!: Date;

  /** The key is published at once and signs from this instant on, when every service has fetched the key. */
  @InstantColumn('signs_from')
  signsFrom!: Date;
}
