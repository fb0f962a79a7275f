import { Day, Nested, NestedList, OneOf, PageQuery, Text } from '@passerelle/http';
import type { LocalDate } from '@passerelle/kernel';

import { FIRST_SCALE_DAY, READABLE_CODES } from '../scales/scale.js';
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

export class ExplainCorrection {
  @Text({
    min: 10,
    max: 1_000,
    multiline: true,
    description: 'Why what was published changes; it stays readable',
  })
  reason!: string;
}

export class SetRow {
  @Text({ max: 200, description: 'The place of the row', example: 'children=2; tranche=1' })
  place!: string;

  @Text({ ...DECIMAL, description: 'null: the row no longer applies' })
  value!: string | null;
}

export class SetItem {
  @OneOf(READABLE_CODES, { example: 'rsa' })
  scale!: string;

  @Text({ max: 80, example: 'base_amount' })
  key!: string;

  @Text({ ...DECIMAL, optional: true, description: 'Of a parameter', example: '651.69' })
  value?: string | null;

  @NestedList(() => SetRow, {
    optional: true,
    max: 500,
    description: 'Of a table; other rows stay',
  })
  rows?: SetRow[];
}

export class DraftVersion {
  @Day({ min: FIRST_SCALE_DAY, description: 'First day in force', example: '2027-04-01' })
  effectiveFrom!: LocalDate;

  @Text({
    min: 3,
    max: 500,
    description: 'The text that sets the values',
    example: 'Décret n° 2027-1',
  })
  reference!: string;

  @Nested(() => ExplainCorrection, {
    optional: true,
    description: 'Needed when the version changes what is already published, or days long past',
  })
  correction?: ExplainCorrection;

  @NestedList(() => SetItem, { max: 400 })
  items!: SetItem[];
}

export class PublishVersion {
  @Day({
    optional: true,
    min: FIRST_SCALE_DAY,
    description:
      'When the text was or will be published; today by default. On a later day the version waits for it.',
  })
  publishedOn?: LocalDate;
}

export class RejectVersion {
  @Text({ min: 3, max: 1_000, multiline: true })
  reason!: string;
}

export class VersionsQuery extends PageQuery {
  @OneOf(VERSION_STATUSES, { optional: true })
  status?: VersionStatus;
}
