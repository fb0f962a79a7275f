import { Shown } from '@passerelle/http';

import { GROUNDS, ORIGINS, OUTCOMES, RESOLUTIONS } from '../cases/referral.js';
import { FOLLOW_UPS } from './report-figures.js';
import { type RecommendationCounts, WITHOUT_RESULT, type YearStatistics } from './statistics.js';

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

  @Shown({ type: 'integer', description: 'Mean number of mediations that a Caf opened' })
  opened!: number;

  @Shown({ type: 'number' })
  meanDaysToDecision!: number;

  @Shown({ type: String })
  source!: string;

  @Shown({
    type: String,
    format: 'date-time',
    description: 'The time of the last change of the figures',
  })
  recordedAt!: Date;
}

class NationalReference {
  @Shown({
    type: 'integer',
    nullable: true,
    description: 'Mean number of mediations that a Caf opened',
  })
  opened!: number | null;

  @Days('Mean of all Caf')
  meanDaysToDecision!: number | null;
}

export class StatisticsView implements YearStatistics {
  @Shown({ type: 'integer' })
  year!: number;

  @HideableCount('Cases received in the year')
  solicitations!: number | null;

  @HideableCount('The cases received in the year and declared admissible')
  opened!: number | null;

  @Counts(ORIGINS, 'The received cases by origin')
  solicitationsByOrigin!: YearStatistics['solicitationsByOrigin'];

  @Counts(ORIGINS, 'The opened cases by origin')
  openedByOrigin!: YearStatistics['openedByOrigin'];

  @Counts(
    GROUNDS,
    'The received cases by the ground of their decision, where the decision has a ground',
  )
  byGround!: YearStatistics['byGround'];

  @Counts(RESOLUTIONS, 'The opened cases that have ended, by resolution')
  byResolution!: YearStatistics['byResolution'];

  @Counts(
    OUTCOMES,
    'The opened cases that have ended, by the three results of the national reports',
  )
  byOutcome!: YearStatistics['byOutcome'];

  @Counts(
    ['issued', ...FOLLOW_UPS],
    'The recommendations of the received cases, without the withdrawn ones',
  )
  recommendations!: RecommendationCounts;

  @HideableCount(
    'The received cases with at least one recommendation that was not withdrawn: a share of cases counts files',
  )
  filesWithRecommendations!: number | null;

  @Shown({
    type: 'object',
    properties: Object.fromEntries(WITHOUT_RESULT.map((key) => [key, { type: 'integer' }])),
    required: [...WITHOUT_RESULT],
    description:
      'Mediators: the received cases without a result. `in_progress` has not ended; `joined` went on in another case, `transferred` with the mediator of another Caf',
  })
  withoutResult?: YearStatistics['withoutResult'];

  @Days('Mean days from receipt to the notified admissibility of the opened cases; two decimals')
  meanDaysToDecision!: number | null;

  @Days(
    'The days within which half of the opened cases were decided: a value of the cases by nearest rank (`percentile_disc`), never between two of them',
  )
  medianDaysToDecision!: number | null;

  @Days(
    'The days within which nine in ten of the opened cases were decided: a value of the cases by nearest rank (`percentile_disc`), so at least nine in ten were',
  )
  p90DaysToDecision!: number | null;

  @Shown({
    type: NationalReference,
    description: 'Both members are null when no national figures are recorded',
  })
  national!: NationalReference;

  @Shown({
    type: Boolean,
    description: 'Whether some nulls hide a small cell, or a figure that would reveal a small cell',
  })
  suppressed!: boolean;
}
