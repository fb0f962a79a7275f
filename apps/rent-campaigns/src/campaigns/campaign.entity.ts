import { Column, Entity, PrimaryColumn } from 'typeorm';

import type { LocalDate } from '@passerelle/kernel';
import { DateColumn, InstantColumn, IntegerColumn } from '@passerelle/persistence';

import type { CampaignDates } from './campaign.js';

@Entity({ name: 'campaigns' })
export class Campaign implements CampaignDates {
  @PrimaryColumn({ type: 'integer', name: 'reference_year' })
  referenceYear!: number;

  @IntegerColumn('version')
  version!: number;

  @DateColumn('opens_on')
  opensOn!: LocalDate;

  @DateColumn('suspension_on')
  suspensionOn!: LocalDate;

  @DateColumn('closes_on')
  closesOn!: LocalDate;

  @DateColumn('correction_ends_on')
  correctionEndsOn!: LocalDate;

  /** The import that brought the roster in force; `null` until there is a roster. */
  @Column({ type: 'uuid', name: 'roster_id', nullable: true })
  rosterId!: string | null;

  @InstantColumn('created_at')
  createdAt!: Date;
}

/** A campaign whose expected tenants are known. */
export type CampaignWithRoster = Campaign & { readonly rosterId: string };
