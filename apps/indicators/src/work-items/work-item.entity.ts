import { Entity, PrimaryColumn } from 'typeorm';

import type { LocalDate } from '@passerelle/kernel';
import {
  BooleanColumn,
  DateColumn,
  InstantColumn,
  IntegerColumn,
  TextColumn,
} from '@passerelle/persistence';

import type { Category } from '../delay-rule/category.js';
import type { Source } from './work-item.js';

/** A mail or request: the day of its arrival, and when its processing started and ended. */
@Entity({ name: 'work_items' })
export class WorkItem {
  @PrimaryColumn({ type: 'text', name: 'source' })
  source!: Source;

  /** The identifier that the source gives the item. The identifier names no person. */
  @PrimaryColumn({ type: 'text', name: 'item_id' })
  itemId!: string;

  @TextColumn('category', { nullable: true })
  category!: Category | null;

  /** The day of arrival at the Caf, not the day of the scan; online, the day of submission (domain D2.4). */
  @DateColumn('received_on', { nullable: true })
  receivedOn!: LocalDate | null;

  @InstantColumn('started_at', { nullable: true })
  startedAt!: Date | null;

  @InstantColumn('completed_at', { nullable: true })
  completedAt!: Date | null;

  /** Processed before other items: a suspended right or a break of rights (domain D2.7). */
  @BooleanColumn('urgent')
  urgent!: boolean;

  /** Resumed after waiting for the person. */
  @BooleanColumn('resumed')
  resumed!: boolean;

  /** Processed without a person, or a duplicate of another item. */
  @BooleanColumn('automatic')
  automatic!: boolean;

  /** The version of the referral at its latest correction; 0 before, and for an item of a batch. */
  @IntegerColumn('corrected_version')
  correctedVersion!: number;
}
