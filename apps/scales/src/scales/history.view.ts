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

  @Shown({ type: [HistoricTable] })
  values!: HistoricTable[];
}

export class ScaleHistory extends ScaleHeadView {
  @Shown({ type: [ParameterHistory] })
  parameters!: ParameterHistory[];

  @Shown({ type: [TableHistory] })
  tables!: TableHistory[];
}
