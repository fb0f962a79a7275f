import { Entity } from 'typeorm';

import type { LocalDate } from '@passerelle/kernel';
import {
  BooleanColumn,
  DateColumn,
  IdColumn,
  InstantColumn,
  TextArrayColumn,
  TextColumn,
  UuidColumn,
} from '@passerelle/persistence';

/** What a subscriber was told: one notice a version, whatever the number of its scales. */
@Entity({ name: 'notices' })
export class Notice {
  @IdColumn()
  id!: string;

  @TextColumn('subscriber')
  subscriber!: string;

  @UuidColumn('version_id')
  versionId!: string;

  /** Those among the version's scales that the subscriber follows. */
  @TextArrayColumn('scales')
  scales!: string[];

  @DateColumn('effective_from')
  effectiveFrom!: LocalDate;

  @DateColumn('published_on')
  publishedOn!: LocalDate;

  @BooleanColumn('correction')
  correction!: boolean;

  @InstantColumn('created_at')
  createdAt!: Date;
}
