import { Day, NestedList, OneOf, PageQuery, Shown, Text, Nested } from '@passerelle/http';
import type { LocalDate } from '@passerelle/kernel';

import { READABLE_CODES, UNITS } from '../scales/scale.js';
import { VERSION_STATUSES, type VersionStatus } from './version.js';

const DECIMAL = {
  max: 26,
  nullable: true,
  pattern: /^-?(?:0|[1-9]\d{0,14})(?:\.\d{1,9})?$/,
  patternHint: {
    fr: 'un nombre décimal avec un point, par exemple "635.71"',
    en: 'a decimal number with a point, such as "635.71"',
  },
} as const;

export class CorrectionRequest {
  @Text({ min: 10, max: 1_000, description: 'Why what was published changes; it stays readable' })
  reason!: string;
}

export class RowRequest {
  @Text({ max: 200, description: 'The place of the row', example: 'children=2; tranche=1' })
  place!: string;

  @Text({ ...DECIMAL, description: 'null: the row no longer applies' })
  value!: string | null;
}

export class ItemRequestBody {
  @OneOf(READABLE_CODES, { example: 'rsa' })
  scale!: string;

  @Text({ max: 80, example: 'base_amount' })
  key!: string;

  @Text({ ...DECIMAL, optional: true, description: 'Of a parameter', example: '651.69' })
  value?: string | null;

  @NestedList(() => RowRequest, {
    optional: true,
    max: 500,
    description: 'Of a table; other rows stay',
  })
  rows?: RowRequest[];
}

export class VersionRequest {
  @Day({ description: 'First day in force', example: '2027-04-01' })
  effectiveFrom!: LocalDate;

  @Text({
    min: 3,
    max: 500,
    description: 'The text that sets the values',
    example: 'Décret n° 2027-1',
  })
  reference!: string;

  @Nested(() => CorrectionRequest, {
    optional: true,
    description: 'Needed when the version changes what is already published, or days long past',
  })
  correction?: CorrectionRequest;

  @NestedList(() => ItemRequestBody, { max: 400 })
  items!: ItemRequestBody[];
}

export class PublicationRequest {
  @Day({
    optional: true,
    description:
      'When the text was or will be published; today by default. On a later day the version waits for it.',
  })
  publishedOn?: LocalDate;
}

export class RejectionRequest {
  @Text({ min: 3, max: 1_000 })
  reason!: string;
}

export class VersionsQuery extends PageQuery {
  @OneOf(VERSION_STATUSES, { optional: true })
  status?: VersionStatus;
}

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
