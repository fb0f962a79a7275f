import { Entity, PrimaryColumn } from 'typeorm';

import { InstantColumn } from '@passerelle/persistence';

/** A network address from which somebody has signed in with a name. The key is a keyed hash of both. */
@Entity({ name: 'known_addresses' })
export class KnownAddress {
  @PrimaryColumn({ type: 'text', name: 'key' })
  key!: string;

  @InstantColumn('last_success_at')
  lastSuccessAt!: Date;
}
