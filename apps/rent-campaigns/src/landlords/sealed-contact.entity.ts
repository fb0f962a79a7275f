import { Entity, PrimaryColumn } from 'typeorm';

import { InstantColumn, IntegerColumn, TextColumn } from '@passerelle/persistence';

import type { ContactSource } from './landlord-contact.js';

/** How an establishment is written to, whatever the campaign. */
@Entity({ name: 'landlord_contacts' })
export class SealedContact {
  @PrimaryColumn({ type: 'text', name: 'siret' })
  siret!: string;

  @IntegerColumn('version')
  version!: number;

  /** A `LandlordContact`, which `ContactVaultService` opens. */
  @TextColumn('sealed')
  sealed!: string;

  @TextColumn('source')
  source!: ContactSource;

  @InstantColumn('updated_at')
  updatedAt!: Date;
}
