import { Entity } from 'typeorm';

import { BooleanColumn, IdColumn, IntegerColumn } from '@passerelle/persistence';

/** An account that is, or was, one of a mediator. Identity owns accounts; this is what mediation knows of them. */
@Entity({ name: 'mediators' })
export class Mediator {
  /** The subject of the tokens of the mediator. */
  @IdColumn()
  id!: string;

  /** Whether the account is open and has the role. */
  @BooleanColumn('active')
  active!: boolean;

  /** The version of the account. */
  @IntegerColumn('version')
  version!: number;
}
