import { Shown } from '@passerelle/http';

import {
  PUBLICATION_BASES,
  READABLE_CODES,
  REFERENCE_KINDS,
  RELIABILITIES,
  SCALE_CODES,
  UNITS,
} from './scale.js';

const UPRATING_RULES = ['coefficient', 'the_coefficient', 'derived', 'text', 'frozen'] as const;

export class LocalizedText {
  @Shown({ type: String })
  fr!: string;

  @Shown({ type: String })
  en!: string;
}

export class LegalBasisView {
  @Shown({ type: [String] })
  texts!: string[];

  @Shown({ enum: ['checked', 'to_check'], description: 'Whether the article numbers were checked' })
  status!: string;
}

export class UpratingView {
  @Shown({ enum: UPRATING_RULES })
  rule!: string;

  @Shown({ type: String, nullable: true, description: 'What it is indexed on, with its own day' })
  index!: string | null;
}

export class DerivationView {
  @Shown({ type: String, description: '`bmaf`, or `scale/key`', example: 'bmaf' })
  base!: string;

  @Shown({ type: String, example: '0.4165' })
  rate!: string;

  @Shown({ enum: ['nearest_cent', 'nearest_euro'] })
  rounding!: string;
}

export class SeriesHeadView {
  @Shown({ type: String, example: 'base_amount' })
  key!: string;

  @Shown({ type: String })
  labelFr!: string;

  @Shown({ type: String })
  labelEn!: string;

  @Shown({ enum: UNITS })
  unit!: string;

  @Shown({
    enum: ['gross', 'net', 'none'],
    nullable: true,
    description: 'Before or after the CRDS contribution, or not subject to it',
  })
  crds!: string | null;

  @Shown({ type: String, description: 'Where the figures were taken from' })
  source!: string;

  @Shown({ type: LocalizedText, nullable: true })
  note!: LocalizedText | null;

  @Shown({
    type: String,
    nullable: true,
    description:
      'The text that states the last value today, where it is later than the value itself',
  })
  restatedIn!: string | null;

  @Shown({ type: UpratingView })
  uprating!: UpratingView;
}

class ProvenanceView extends SeriesHeadView {
  @Shown({ format: 'date' })
  effectiveFrom!: string;

  @Shown({ type: String, format: 'date', nullable: true, description: 'First day of what follows' })
  effectiveTo!: string | null;

  @Shown({ format: 'date' })
  publishedOn!: string;

  @Shown({ enum: PUBLICATION_BASES, description: 'How far the publication date is known' })
  publishedOnBasis!: string;

  @Shown({ format: 'date-time', description: 'When this system learnt of it' })
  recordedAt!: string;

  @Shown({ type: String, description: 'The text that set it' })
  reference!: string;

  @Shown({ enum: REFERENCE_KINDS })
  referenceKind!: string;

  @Shown({ enum: RELIABILITIES })
  reliability!: string;

  @Shown({ type: String, nullable: true })
  correctionReason!: string | null;

  @Shown({
    type: String,
    format: 'date',
    nullable: true,
    description:
      'A yearly revaluation was due on this day and is not known here: the value shown is the former one. Null when none is missing on the day asked for',
  })
  revaluationDueOn!: string | null;
}

export class ParameterView extends ProvenanceView {
  @Shown({
    type: String,
    nullable: true,
    description: 'Decimal; null when not known',
    example: '635.71',
  })
  value!: string | null;

  @Shown({ type: DerivationView, required: false })
  derivation?: DerivationView;
}

export const ROWS = {
  type: 'array',
  items: {
    type: 'object',
    description: 'The dimensions of the table, and `value` (a decimal)',
    additionalProperties: { type: ['string', 'number', 'boolean', 'null'] },
    example: { children: 2, tranche: 1, value: '149.26' },
  },
} as const;

export class TableView extends ProvenanceView {
  @Shown({ type: [String] })
  dimensions!: string[];

  @Shown({
    type: 'object',
    nullable: true,
    description: 'What the codes of a dimension are called, by dimension and code',
    additionalProperties: { type: 'object', additionalProperties: { type: 'string' } },
    example: { communeInsee: { '44109': 'Nantes' } },
  } as never)
  placeNames!: Record<string, Record<string, string>> | null;

  @Shown(ROWS as never)
  rows!: Record<string, unknown>[];
}

export class ScaleParameter extends ParameterView {
  @Shown({ enum: READABLE_CODES })
  scale!: string;
}

export class ScaleTable extends TableView {
  @Shown({ enum: READABLE_CODES })
  scale!: string;
}

export class ScaleHeadView {
  @Shown({ enum: READABLE_CODES, example: 'rsa' })
  code!: string;

  @Shown({ type: String })
  titleFr!: string;

  @Shown({ type: String })
  titleEn!: string;
}

export class ScaleView extends ScaleHeadView {
  @Shown({ type: LegalBasisView })
  legalBasis!: LegalBasisView;

  @Shown({ type: [LocalizedText] })
  notes!: LocalizedText[];

  @Shown({
    format: 'date',
    description: 'Nothing in it changed between this day and the one asked for',
  })
  inForceFrom!: string;

  @Shown({
    type: String,
    format: 'date',
    nullable: true,
    description: 'The next change that is known',
  })
  inForceTo!: string | null;

  @Shown({ type: [ParameterView] })
  parameters!: ParameterView[];

  @Shown({ type: [TableView] })
  tables!: TableView[];
}

export class ScaleSummary extends ScaleHeadView {
  @Shown({ enum: SCALE_CODES, example: 'rsa' })
  declare code: string;

  @Shown({ type: 'integer', description: 'Place on the partners’ page, from 1' })
  position!: number;

  @Shown({ type: String, format: 'date', nullable: true })
  inForceFrom!: string | null;

  @Shown({
    type: String,
    format: 'date',
    nullable: true,
    description: 'The next change that is known',
  })
  nextChangeOn!: string | null;

  @Shown({ type: String, format: 'date', nullable: true })
  lastPublishedOn!: string | null;

  @Shown({ type: 'integer' })
  parameters!: number;

  @Shown({ type: 'integer' })
  tables!: number;

  @Shown({
    type: 'integer',
    description: 'Values in force that are unknown, weakly sourced, or due to be revalued',
  })
  doubtful!: number;

  @Shown({
    type: 'integer',
    description: 'Values in force whose yearly revaluation was due and is not known here',
  })
  revaluationsDue!: number;

  @Shown({ type: String })
  href!: string;
}
