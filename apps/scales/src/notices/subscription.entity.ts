import { Entity } from 'typeorm';

import { IdColumn, InstantColumn, TextColumn } from '@passerelle/persistence';

/** Who wants to be told of a scale: a partner organisation, or an account without one. */
@Entity({ name: 'subscriptions' })
export class Subscription {
  @IdColumn()
  id!: string;

  @TextColumn('subscriber')
  subscriber!: string;

  @TextColumn('scale_code')
  scaleCode!: string;

  @InstantColumn('created_at')
  createdAt!: Date;
}
