import { Shown } from '@passerelle/http';

import { READABLE_CODES, UNITS } from '../scales/scale.js';
import { VERSION_STATUSES, type VersionStatus } from './version.js';

export class VersionRowView {
  @Shown({ type: String, description: 'Empty for a parameter' })
  place!: string;

  @Shown({ type: String, nullable: true })
  oldValue!: string | null;

  @Shown({ type: String, nullable: true })
  newValue!: string | null;

  @Shown({ type: String, nullable: true, example: '0.0460' })
  change!: string | null;
}

export class VersionItemView {
  @Shown({ enum: READABLE_CODES })
  scale!: string;

  @Shown({ type: String })
  key!: string;

  @Shown({ enum: ['parameter', 'table'] })
  kind!: string;

  @Shown({ type: String })
  labelFr!: string;

  @Shown({ enum: UNITS })
  unit!: string;

  @Shown({ type: [VersionRowView] })
  rows!: VersionRowView[];
}

export class VersionOriginView {
  @Shown({ type: String, example: '0.046' })
  rate!: string;

  @Shown({ type: String, example: 'april' })
  index!: string;

  @Shown({ type: [String], nullable: true, description: 'null: all scales' })
  scales!: readonly string[] | null;
}

export class VersionSummary {
  @Shown({ format: 'uuid' })
  id!: string;

  @Shown({ type: 'integer' })
  version!: number;

  @Shown({ enum: VERSION_STATUSES })
  status!: VersionStatus;

  @Shown({ format: 'date' })
  effectiveFrom!: string;

  @Shown({ type: String })
  reference!: string;

  @Shown({ type: String, nullable: true })
  correctionReason!: string | null;

  @Shown({
    type: String,
    nullable: true,
    description: 'What the second person found, the last time',
  })
  rejectionReason!: string | null;

  @Shown({ type: VersionOriginView, nullable: true, description: 'The revaluation it came from' })
  origin!: VersionOriginView | null;

  @Shown({ type: [String], description: 'The scales it changes' })
  scales!: string[];

  @Shown({ type: 'integer' })
  itemCount!: number;

  @Shown({ type: [String], description: 'Accounts that prepared it' })
  preparedBy!: string[];

  @Shown({ type: String, format: 'uuid', nullable: true })
  submittedBy!: string | null;

  @Shown({ type: String, format: 'uuid', nullable: true })
  approvedBy!: string | null;

  @Shown({ type: String, format: 'uuid', nullable: true })
  publishedBy!: string | null;

  @Shown({ type: String, format: 'date', nullable: true })
  publishedOn!: string | null;

  @Shown({ type: String, format: 'date-time', nullable: true })
  publishedAt!: string | null;

  @Shown({ format: 'date-time' })
  createdAt!: string;
}

export class VersionWarningView {
  @Shown({ enum: ['follower_left_behind', 'large_change'] })
  code!: string;

  @Shown({ type: String, example: 'rsa/base_amount' })
  ref!: string;

  @Shown({ type: String })
  fr!: string;

  @Shown({ type: String })
  en!: string;
}

export class VersionView extends VersionSummary {
  @Shown({ type: [VersionWarningView], description: 'What the second person should look at twice' })
  warnings!: VersionWarningView[];

  @Shown({ type: [VersionItemView] })
  items!: VersionItemView[];
}
