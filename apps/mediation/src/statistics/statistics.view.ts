import { Shown } from '@passerelle/http';

import { GROUNDS, ORIGINS, OUTCOMES, RESOLUTIONS } from '../cases/referral.js';
import { FOLLOW_UPS } from './report-figures.js';
import type { RecommendationCounts, YearStatistics } from './statistics.js';

/** One count for each word of a vocabulary. */
function Counts(keys: readonly string[], description: string): PropertyDecorator {
  return Shown({
    type: 'object',
    properties: Object.fromEntries(keys.map((key) => [key, { type: 'integer', nullable: true }])),
    required: [...keys],
    description,
  });
}

const HideableCount = (description: string): PropertyDecorator =>
  Shown({ type: 'integer', nullable: true, description });

const Days = (description: string): PropertyDecorator =>
  Shown({ type: 'number', nullable: true, description });

export class NationalFiguresView {
  @Shown({ type: 'integer' })
  year!: number;

  @Shown({ type: 'integer', description: 'Mean number of mediations opened by a Caf' })
  opened!: number;

  @Shown({ type: 'number' })
  meanDaysToDecision!: number;

  @Shown({ type: String })
  source!: string;

  @Shown({ type: String, format: 'date-time', description: 'When they were last changed' })
  recordedAt!: Date;
}

class NationalReference {
  @Shown({
    type: 'integer',
    nullable: true,
    description: 'Mean number of mediations opened by a Caf',
  })
  opened!: number | null;

  @Days('Mean over all Caf')
  meanDaysToDecision!: number | null;
}

export class StatisticsView implements YearStatistics {
  @Shown({ type: 'integer' })
  year!: number;

  @HideableCount('Cases received in the year')
  solicitations!: number | null;

  @HideableCount('Those of them that were declared admissible')
  opened!: number | null;

  @Counts(ORIGINS, 'By origin')
  solicitationsByOrigin!: YearStatistics['solicitationsByOrigin'];

  @Counts(ORIGINS, 'The opened ones by origin')
  openedByOrigin!: YearStatistics['openedByOrigin'];

  @Counts(GROUNDS, 'By the ground of the decision on admissibility, where one was given')
  byGround!: YearStatistics['byGround'];

  @Counts(RESOLUTIONS, 'The opened ones that have ended, by resolution')
  byResolution!: YearStatistics['byResolution'];

  @Counts(OUTCOMES, 'The opened ones that have ended, as the national reports count them')
  byOutcome!: YearStatistics['byOutcome'];

  @Counts(['issued', ...FOLLOW_UPS], 'In the cases received in the year, without those withdrawn')
  recommendations!: RecommendationCounts;

  @Days('Mean days from receipt to the notified admissibility, over the opened ones; two decimals')
  meanDaysToDecision!: number | null;

  @Days('Half of the opened ones were decided within')
  medianDaysToDecision!: number | null;

  @Days('Nine in ten of the opened ones were decided within')
  p90DaysToDecision!: number | null;

  @Shown({ type: NationalReference, description: 'Nulls when none are recorded' })
  national!: NationalReference;

  @Shown({
    type: Boolean,
    description:
      'Whether a null stands for a small cell, or for one that would give such a cell away',
  })
  suppressed!: boolean;
}
