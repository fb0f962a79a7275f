import { Entity } from 'typeorm';

import type { Role } from '@passerelle/contracts';
import type { Language } from '@passerelle/kernel';
import {
  IdColumn,
  InstantColumn,
  IntegerColumn,
  TextArrayColumn,
  TextColumn,
} from '@passerelle/persistence';

/**
 * A person who signs in. Tokens name the account by its id, never by its username. NIR, names and
 * addresses of the person are encrypted in `account_identities`.
 */
@Entity({ name: 'accounts' })
export class Account {
  @IdColumn()
  id!: string;

  /** Never a NIR. A person may sign in with the NIR too, which is found through its keyed hash. */
  @TextColumn('username')
  username!: string;

  /** argon2id, with its parameters and salt; null until a first password is chosen. */
  @TextColumn('password_hash', { nullable: true })
  passwordHash!: string | null;

  @TextArrayColumn('roles')
  roles!: Role[];

  @TextColumn('file_number', { nullable: true })
  fileNumber!: string | null;

  /** Of a landlord or guardian. A partner's agent belongs to an `Organisation` instead. */
  @TextColumn('organisation', { nullable: true })
  organisation!: string | null;

  /** Of the Caf, in whose name a `caf_agent` answers. The services of a partner's agent stand with the `Agent`. */
  @TextArrayColumn('services')
  services!: string[];

  @InstantColumn('password_changed_at', { nullable: true })
  passwordChangedAt!: Date | null;

  @TextColumn('language')
  language!: Language;

  @InstantColumn('created_at')
  createdAt!: Date;

  /** The last sign-in or renewal of a session. */
  @InstantColumn('last_used_at', { nullable: true })
  lastUsedAt!: Date | null;

  @InstantColumn('closed_at', { nullable: true })
  closedAt!: Date | null;

  @IntegerColumn('version')
  version!: number;
}
