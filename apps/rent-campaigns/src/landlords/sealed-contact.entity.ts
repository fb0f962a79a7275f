import { Entity, PrimaryColumn } from 'typeorm';

import { InstantColumn, IntegerColumn, TextColumn } from '@passerelle/persistence';

import type { ContactSource } from './landlord-contact.js';

/** The contact of a landlord, for all campaigns. */
@Entity({ name: 'landlord_contacts' })
export class SealedContact {
  @PrimaryColumn({ type: 'text', name: 'siret' })
  siret!: string;

  @IntegerColumn('version')
  version!: number;

  /** A sealed `LandlordContact`; `ContactVaultService` opens the seal. */
  @TextColumn('sealed')
  sealed!: string;

  @TextColumn('source')
  source!: ContactSource;

  @InstantColumn('updated_at')
  updatedAt!: Date;
}
