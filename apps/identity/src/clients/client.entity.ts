import { Entity } from 'typeorm';

import type { Scope } from '@passerelle/contracts';
import {
  IdColumn,
  InstantColumn,
  IntegerColumn,
  TextArrayColumn,
  TextColumn,
} from '@passerelle/persistence';

/** A batch job that signs in with a secret (RFC 6749 § 4.4). */
@Entity({ name: 'clients' })
export class Client {
  @IdColumn()
  id!: string;

  @TextColumn('client_id')
  clientId!: string;

  /** See `secretHash`; null until a first secret is issued. */
  @TextColumn('secret_hash', { nullable: true })
  secretHash!: string | null;

  @TextArrayColumn('scopes')
  scopes!: Scope[];

  @InstantColumn('created_at')
  createdAt!: Date;

  @InstantColumn('closed_at', { nullable: true })
  closedAt!: Date | null;

  @IntegerColumn('version')
  version!: number;
}
