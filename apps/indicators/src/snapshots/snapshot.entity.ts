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

/** Published figures (domain D2.5). The table refuses every change. */
@Entity({ name: 'snapshots' })
export class Snapshot {
  @IdColumn()
  id!: string;

  @DateColumn('updated_on')
  updatedOn!: LocalDate;

  /** Versions of a day begin at 1. A correction has the next version. */
  @IntegerColumn('version')
  version!: number;

  @TextColumn('rule_version')
  ruleVersion!: string;

  @JsonColumn('figures')
  figures!: readonly CategoryFigures[];

  /** The reason of a correction; `null` for the first version. */
  @TextColumn('reason', { nullable: true })
  reason!: string | null;

  @InstantColumn('published_at')
  publishedAt!: Date;

  /** The account that published the figures; `null` for the weekly task. */
  @UuidColumn('published_by', { nullable: true })
  publishedBy!: string | null;
}
