import { Entity, PrimaryColumn } from 'typeorm';

import type { LocalDate } from '@passerelle/kernel';
import { BooleanColumn, DateColumn, InstantColumn, TextColumn } from '@passerelle/persistence';

import type { Category } from '../delay-rule/category.js';
import type { Source } from './work-item.js';

/** A mail or request on its way through the fund: when it came, when work on it began and ended. */
@Entity({ name: 'work_items' })
export class WorkItem {
  @PrimaryColumn({ type: 'text', name: 'source' })
  source!: Source;

  /** The source's own identifier of the item: nothing that names a person. */
  @PrimaryColumn({ type: 'text', name: 'item_id' })
  itemId!: string;

  @TextColumn('category', { nullable: true })
  category!: Category | null;

  /** The day of arrival at the fund (not of its scan); online, the day of submission. */
  @DateColumn('received_on', { nullable: true })
  receivedOn!: LocalDate | null;

  @InstantColumn('started_at', { nullable: true })
  startedAt!: Date | null;

  @InstantColumn('completed_at', { nullable: true })
  completedAt!: Date | null;

  /** Handled before the others: a suspended right, a break of rights. */
  @BooleanColumn('urgent')
  urgent!: boolean;

  /** Taken up again after waiting for the person. */
  @BooleanColumn('resumed')
  resumed!: boolean;

  /** Done without anyone, or a duplicate of another item. */
  @BooleanColumn('automatic')
  automatic!: boolean;
}
