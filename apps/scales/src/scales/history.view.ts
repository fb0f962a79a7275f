import { Shown } from '@passerelle/http';

import { PUBLICATION_BASES, REFERENCE_KINDS, RELIABILITIES } from './scale.js';
import { DerivationView, ROWS, ScaleHeadView, SeriesHeadView } from './scale.view.js';

class HistoricProvenance {
  @Shown({ format: 'date' })
  effectiveFrom!: string;

  @Shown({ type: String, format: 'date', nullable: true })
  effectiveTo!: string | null;

  @Shown({ format: 'date' })
  publishedOn!: string;

  @Shown({ enum: PUBLICATION_BASES })
  publishedOnBasis!: string;

  @Shown({ format: 'date-time' })
  recordedAt!: string;

  @Shown({ type: String })
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
      'The last value only: from this day on a yearly revaluation is due that is not known here. The day may be in the future',
  })
  revaluationDueOn!: string | null;

  @Shown({
    type: String,
    format: 'date-time',
    nullable: true,
    required: false,
    description: 'When a correction replaced it; with `superseded=true` only',
  })
  supersededAt?: string | null;
}

class HistoricValue extends HistoricProvenance {
  @Shown({ type: String, nullable: true })
  value!: string | null;

  @Shown({ type: DerivationView, required: false })
  derivation?: DerivationView;
}

class HistoricTable extends HistoricProvenance {
  @Shown(ROWS as never)
  rows!: Record<string, unknown>[];
}

class ParameterHistory extends SeriesHeadView {
  @Shown({ type: [HistoricValue] })
  values!: HistoricValue[];
}

class TableHistory extends SeriesHeadView {
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

  @Shown({ type: [HistoricTable] })
  values!: HistoricTable[];
}

export class ScaleHistory extends ScaleHeadView {
  @Shown({ type: [ParameterHistory] })
  parameters!: ParameterHistory[];

  @Shown({ type: [TableHistory] })
  tables!: TableHistory[];
}
