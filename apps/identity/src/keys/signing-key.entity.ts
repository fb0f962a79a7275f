import { Entity, PrimaryColumn } from 'typeorm';

import { InstantColumn, JsonColumn, TextColumn } from '@passerelle/persistence';

/** A pair of keys for access tokens. The newest whose time has come signs; all of them verify. */
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

  /** Published from the start, it signs from here on: by then every service has fetched it. */
  @InstantColumn('signs_from')
  signsFrom!: Date;
}
