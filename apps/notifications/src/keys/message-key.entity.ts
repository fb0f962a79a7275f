import { Entity, PrimaryColumn } from 'typeorm';

import { InstantColumn, JsonColumn, TextColumn } from '@passerelle/persistence';

/** A pair of keys for messages. Producers seal with the newest; all of them open. */
@Entity({ name: 'message_keys' })
export class MessageKey {
  @PrimaryColumn({ type: 'text', name: 'kid' })
  kid!: string;

  @JsonColumn('public_jwk')
  publicJwk!: Record<string, string>;

  /** The private key as PKCS#8, sealed with the master key. */
  @TextColumn('sealed_private_key')
  sealedPrivateKey!: string;

  @InstantColumn('created_at')
  createdAt!: Date;
}
