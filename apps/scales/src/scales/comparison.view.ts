import { Shown } from '@passerelle/http';

import { UNITS } from './scale.js';
import { LocalizedText, ROWS, ScaleHeadView, UpratingView } from './scale.view.js';

export const REASON_CODES = [
  'coefficient',
  'derived',
  'own_index',
  'text',
  'frozen',
  'own_date',
  'other_index',
  'set_by_text',
  'base_stays',
  'zero_rate',
  'rounded_away',
  'unknown_value',
  'no_longer_applies',
  'not_known_yet',
] as const;

class ReasonView extends LocalizedText {
  @Shown({ enum: REASON_CODES })
  code!: string;
}

class ComparedHead {
  @Shown({ type: String })
  key!: string;

  @Shown({ type: String })
  labelFr!: string;

  @Shown({ type: String })
  labelEn!: string;

  @Shown({ enum: UNITS })
  unit!: string;

  @Shown({ type: UpratingView })
  uprating!: UpratingView;

  @Shown({ type: Boolean })
  moved!: boolean;

  @Shown({
    type: String,
    format: 'date',
    nullable: true,
    description:
      'A yearly revaluation was due on this day, by the later of the two days, and is not known here',
  })
  revaluationDueOn!: string | null;

  @Shown({ type: ReasonView, description: 'Why it moved, or did not' })
  reason!: ReasonView;
}

export class ComparedParameter extends ComparedHead {
  @Shown({ type: String, nullable: true, example: '971.37' })
  from!: string | null;

  @Shown({ type: String, nullable: true, example: '1016.05' })
  to!: string | null;

  @Shown({ type: String, nullable: true, description: 'As a share of `from`', example: '0.0460' })
  change!: string | null;
}

export class ComparedTable extends ComparedHead {
  @Shown({ type: [String] })
  dimensions!: string[];

  @Shown(ROWS as never)
  rows!: Record<string, unknown>[];
}

export class ScaleComparison extends ScaleHeadView {
  @Shown({
    type: String,
    format: 'date',
    nullable: true,
    description: 'Since when the first state lasts',
  })
  fromState!: string | null;

  @Shown({
    type: String,
    format: 'date',
    nullable: true,
    description: 'Since when the second state lasts',
  })
  toState!: string | null;

  @Shown({ type: [ComparedParameter] })
  parameters!: ComparedParameter[];

  @Shown({ type: [ComparedTable] })
  tables!: ComparedTable[];
}
