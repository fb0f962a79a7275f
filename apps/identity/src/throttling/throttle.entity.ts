import { Entity, PrimaryColumn } from 'typeorm';

import { InstantColumn, IntegerColumn } from '@passerelle/persistence';

/**
 * The tries counted against one account, network address or person. The key is a keyed hash of this subject.
 */
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
