import { Shown } from '@passerelle/http';

import { REASON_CODES } from '../scales/comparison.view.js';
import { READABLE_CODES, UNITS } from '../scales/scale.js';
import { LocalizedText } from '../scales/scale.view.js';

export class ReasonToStay extends LocalizedText {
  @Shown({ enum: REASON_CODES })
  code!: string;
}

export class RevaluedRow {
  @Shown({ type: String, description: 'Empty for a parameter', example: 'children=2; tranche=1' })
  place!: string;

  @Shown({ type: String, nullable: true })
  oldValue!: string | null;

  @Shown({ type: String, nullable: true })
  newValue!: string | null;

  @Shown({ type: String, nullable: true, example: '0.0460' })
  change!: string | null;

  @Shown({ type: String, nullable: true, example: '607.75 × 1.046 = 635.70650' })
  calculation!: string | null;

  @Shown({ type: String, nullable: true, description: 'Already published for that day' })
  published!: string | null;

  @Shown({
    type: Boolean,
    nullable: true,
    description: 'Whether the published value is the computed one',
  })
  agrees!: boolean | null;
}

export class RevaluedItem {
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

  @Shown({ type: Boolean })
  moves!: boolean;

  @Shown({ type: LocalizedText, description: 'The rule applied' })
  rule!: LocalizedText;

  @Shown({ type: ReasonToStay, nullable: true, description: 'Why it does not move' })
  reason!: ReasonToStay | null;

  @Shown({ type: String, nullable: true, description: 'Of a parameter; a table has `rows`' })
  oldValue!: string | null;

  @Shown({ type: String, nullable: true })
  newValue!: string | null;

  @Shown({ type: String, nullable: true, example: '0.0460' })
  change!: string | null;

  @Shown({ type: [RevaluedRow] })
  rows!: RevaluedRow[];
}

export class RevaluationSummary {
  @Shown({ type: 'integer', description: 'Parameters and tables that move' })
  moves!: number;

  @Shown({ type: 'integer' })
  stays!: number;

  @Shown({
    type: 'integer',
    description:
      'Values published for that day that are those computed: the rows with `agrees: true`',
  })
  agreements!: number;

  @Shown({
    type: 'integer',
    description:
      'Values published for that day that differ from those computed, of what does not move too: the rows with `agrees: false`',
  })
  disagreements!: number;

  @Shown({
    description: 'How many stay, by reason',
    type: 'object',
    additionalProperties: { type: 'integer' },
  })
  staysByReason!: Record<string, number>;
}

export class DraftReference {
  @Shown({ format: 'uuid' })
  id!: string;

  @Shown({ enum: ['draft'] })
  status!: string;

  @Shown({ type: String })
  href!: string;

  @Shown({ type: 'integer' })
  itemCount!: number;
}

export class RevaluationView {
  @Shown({ type: Boolean })
  dryRun!: boolean;

  @Shown({ format: 'date' })
  effectiveFrom!: string;

  @Shown({ type: String, example: '0.046' })
  rate!: string;

  @Shown({ type: String, example: '1.046' })
  coefficient!: string;

  @Shown({ type: String })
  index!: string;

  @Shown({ type: [String], nullable: true, description: 'null: all scales' })
  scales!: string[] | null;

  @Shown({ type: RevaluationSummary })
  summary!: RevaluationSummary;

  @Shown({ type: [DraftReference], description: 'What was drafted; empty in a dry run' })
  drafts!: DraftReference[];

  @Shown({ type: [RevaluedItem] })
  items!: RevaluedItem[];
}
