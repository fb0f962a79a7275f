import { Entity, PrimaryColumn } from 'typeorm';

import { InstantColumn, IntegerColumn } from '@passerelle/persistence';

/** Tries counted against one account, address or person; the key is a keyed hash of which. */
@Entity({ name: 'throttles' })
export class Throttle {
  @PrimaryColumn({ type: 'text', name: 'key' })
  key!: string;

  @IntegerColumn('tries')
  tries!: number;

  @InstantColumn('window_from')
  windowFrom!: Date;

  @InstantColumn('last_try_at')
  lastTryAt!: Date;
}
