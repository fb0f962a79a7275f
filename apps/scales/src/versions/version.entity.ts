import { Entity } from 'typeorm';

import type { LocalDate } from '@passerelle/kernel';
import {
  DateColumn,
  IdColumn,
  InstantColumn,
  IntegerColumn,
  JsonColumn,
  TextArrayColumn,
  TextColumn,
  UuidColumn,
} from '@passerelle/persistence';

import type { VersionItem, VersionStatus } from './version.js';

/** The revaluation that a version came from. */
export interface VersionOrigin {
  readonly rate: string;
  readonly index: string;
  readonly scales: readonly string[] | null;
}

/** Figures on their way to publication: all of one day and one text. */
@Entity({ name: 'versions' })
export class Version {
  @IdColumn()
  id!: string;

  @TextColumn('status')
  status!: VersionStatus;

  @DateColumn('effective_from')
  effectiveFrom!: LocalDate;

  @TextColumn('reference')
  reference!: string;

  @TextColumn('correction_reason', { nullable: true })
  correctionReason!: string | null;

  /** What the second person found, the last time it came back. */
  @TextColumn('rejection_reason', { nullable: true })
  rejectionReason!: string | null;

  @JsonColumn('origin', { nullable: true })
  origin!: VersionOrigin | null;

  @JsonColumn('items')
  items!: VersionItem[];

  /** Everyone who wrote or changed it. */
  @TextArrayColumn('prepared_by')
  preparedBy!: string[];

  @UuidColumn('submitted_by', { nullable: true })
  submittedBy!: string | null;

  @UuidColumn('approved_by', { nullable: true })
  approvedBy!: string | null;

  @UuidColumn('published_by', { nullable: true })
  publishedBy!: string | null;

  @DateColumn('published_on', { nullable: true })
  publishedOn!: LocalDate | null;

  @InstantColumn('published_at', { nullable: true })
  publishedAt!: Date | null;

  @InstantColumn('created_at')
  createdAt!: Date;

  @IntegerColumn('version')
  version!: number;
}
