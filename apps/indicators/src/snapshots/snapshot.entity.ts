import { Entity } from 'typeorm';

import type { LocalDate } from '@passerelle/kernel';
import {
  DateColumn,
  IdColumn,
  InstantColumn,
  IntegerColumn,
  JsonColumn,
  TextColumn,
  UuidColumn,
} from '@passerelle/persistence';

import type { CategoryFigures } from '../delay-rule/delay-rule.js';

/** The figures as published, frozen: the table refuses changes. */
@Entity({ name: 'snapshots' })
export class Snapshot {
  @IdColumn()
  id!: string;

  @DateColumn('updated_on')
  updatedOn!: LocalDate;

  /** From 1 for each day; a correction is the next one. */
  @IntegerColumn('version')
  version!: number;

  @TextColumn('rule_version')
  ruleVersion!: string;

  @JsonColumn('figures')
  figures!: readonly CategoryFigures[];

  /** Why it was corrected. */
  @TextColumn('reason', { nullable: true })
  reason!: string | null;

  @InstantColumn('published_at')
  publishedAt!: Date;

  /** The account that published it; `null` for the weekly task. */
  @UuidColumn('published_by', { nullable: true })
  publishedBy!: string | null;
}
