import { Entity } from 'typeorm';

import {
  IdColumn,
  IntegerColumn,
  JsonColumn,
  TextColumn,
  UuidColumn,
} from '@passerelle/persistence';

import type { Power, VerifiedMandate } from './mandate.js';

/** The last known state of a verified mandate. Mediation reads mandates; the service that verifies them owns them. */
@Entity({ name: 'mandates' })
export class Mandate implements VerifiedMandate {
  @IdColumn()
  id!: string;

  /** A mandate that has ended stays with its version, so that an older event does not bring it back. */
  @IntegerColumn('version')
  version!: number;

  @UuidColumn('guardian')
  guardian!: string;

  @TextColumn('file_number')
  fileNumber!: string;

  @JsonColumn('powers')
  powers!: readonly Power[];
}
