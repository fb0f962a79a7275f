import { Injectable } from '@nestjs/common';

import { Transactions, type Tx } from '@passerelle/persistence';

import { RECOMMENDATION_ANSWERS, RECOMMENDATION_KINDS } from '../recommendations/recommendation.js';
import {
  BENEFITS,
  CHANNELS,
  GROUNDS,
  ORIGINS,
  OUTCOMES,
  REASONS,
  RESOLUTIONS,
} from '../cases/referral.js';
import { ENDED_STATUSES } from '../cases/lifecycle.js';
import { RECEIVING_SERVICES } from '../grounds/receiving-services.js';
import type { CrossedCell } from './crossed-cells.js';
import {
  type Amount,
  DECISION_CELLS,
  ELSEWHERE,
  FOLLOW_UPS,
  NO_GROUND,
  OTHER_BODY,
  type ReportFigures,
  RESULTS,
  STILL_OPEN,
  UNANSWERED,
  UNDECIDED,
} from './report-figures.js';
import type { YearFigures } from './frozen-year.js';
import { type FullStatistics, IN_PROGRESS, WITHOUT_RESULT } from './statistics.js';

/** The figures of a year that the national mediator publishes and the mediation team records. */
export interface NationalFigures {
  readonly year: number;
  /** Mean number of cases that a Caf opened. */
  readonly opened: number;
  readonly meanDaysToDecision: number;
  readonly source: string;
  readonly recordedAt: Date;
}

interface CountedCell {
  readonly breakdown: string;
  readonly keys: readonly string[];
  readonly count: number;
}

/**
 * The cases received in the year `$1`. A duplicate that was joined to another case counts too: it was a request of
 * its own. A ground counts only with a final decision: another decision follows a request for more information.
 */
const CASES = `
  cases as materialized (
    select id, status, origin, channel, benefit, reason, opened_on, resolution, outcome, redirected_to,
           arrears_cents, overpayment_cents,
           opened_on - received_on as days,
           case when decision <> 'more_information' then decision end as decision,
           case when decision <> 'more_information' then ground end as ground
    from referrals
    where received_on >= make_date($1::int, 1, 1) and received_on < make_date($1::int + 1, 1, 1)
  ),
  counted_recommendations as (
    select referral_id, kind, coalesce(answer, '${UNANSWERED}') as follow_up
    from recommendations join cases on cases.id = referral_id
    where withdrawn_on is null
  )`;

@Injectable()
export class StatisticsRepository {
  constructor(private readonly transactions: Transactions) {}

  /**
   * The figures of a year, in one statement. The days to the decision, the resolutions and the outcomes are those of
   * the opened cases (domain M6.6, M6.7). The median and the 9th decile are values by nearest rank, so that nine
   * cases in ten were really decided within the 9th decile (domain M6.10).
   */
  async yearFigures(year: number): Promise<FullStatistics> {
    const [row] = await this.transactions.read<YearRow>(
      `with ${CASES},
      cells as (
        select breakdown, key, count(*) as count
        from cases cross join lateral (values
          ('solicitationsByOrigin', origin),
          ('openedByOrigin', case when opened_on is not null then origin end),
          ('byGround', ground),
          ('byResolution', case when opened_on is not null then resolution end),
          ('byOutcome', case when opened_on is not null then outcome end),
          ('withoutResult', case
             when status in ('joined', 'transferred') then status
             when status <> all($2::text[]) then '${IN_PROGRESS}' end)
        ) as cell (breakdown, key)
        where key is not null
        group by breakdown, key
        union all
        select 'recommendations', follow_up, count(*) from counted_recommendations group by follow_up
      )
      select count(*) as solicitations,
             count(opened_on) as opened,
             round(avg(days), 2)::float8 as mean,
             percentile_disc(0.5) within group (order by days) as median,
             percentile_disc(0.9) within group (order by days) as p90,
             (select count(distinct referral_id) from counted_recommendations) as "filesWithRecommendations",
             (select opened from national_figures where year = $1) as "nationalOpened",
             (select mean_days_to_decision::float8 from national_figures where year = $1) as "nationalMean",
             (select coalesce(json_agg(json_build_object(
                'breakdown', breakdown, 'keys', array[key], 'count', count)), '[]') from cells) as cells
      from cases`,
      [year, ENDED_STATUSES],
    );
    if (row === undefined) throw new Error('an aggregate without a row');
    return statisticsOf(year, row);
  }

  /** The figures that only the annual report shows, in one statement. */
  async reportFigures(year: number): Promise<ReportFigures> {
    const [row] = await this.transactions.read<ReportRow>(
      `with ${CASES},
      cells as (
        select breakdown, keys, count(*) as count
        from cases cross join lateral (values
          ('byChannel', array[channel]),
          ('decisions', array[coalesce(ground, '${NO_GROUND}'), case
             when decision is null then '${UNDECIDED}'
             when decision <> 'redirected' then decision
             when redirected_to = any($2::text[]) then redirected_to
             else '${OTHER_BODY}' end]),
          ('results', case when opened_on is not null
             then array[reason, benefit, coalesce(outcome, case
               when status in ('joined', 'transferred') then '${ELSEWHERE}' else '${STILL_OPEN}' end)] end)
        ) as cell (breakdown, keys)
        where keys is not null
        group by breakdown, keys
        union all
        select 'recommendations', array[kind, follow_up], count(*)
        from counted_recommendations group by kind, follow_up
      )
      select (select coalesce(json_agg(cells), '[]') from cells) as cells,
             count(*) filter (where arrears_cents > 0) as "arrearsCases",
             coalesce(sum(arrears_cents), 0)::bigint as "arrearsCents",
             count(*) filter (where overpayment_cents > 0) as "overpaymentCases",
             coalesce(sum(overpayment_cents), 0)::bigint as "overpaymentCents",
             (select source from national_figures where year = $1) as "nationalSource"
      from cases where opened_on is not null`,
      [year, Object.keys(RECEIVING_SERVICES)],
    );
    if (row === undefined) throw new Error('an aggregate without a row');
    return reportOf(row);
  }

  /** Both sets of figures from one snapshot, so that the tables of a report agree with each other. */
  async allFigures(year: number): Promise<YearFigures> {
    return this.transactions.run(async (tx) => {
      await tx.query('set transaction isolation level repeatable read, read only');
      return {
        statistics: await this.yearFigures(year),
        report: await this.reportFigures(year),
      };
    });
  }

  /** Records or corrects the figures of a year. Figures that are recorded already keep the day of their recording. */
  async recordNational(
    tx: Tx,
    figures: NationalFigures,
    recordedBy: string,
  ): Promise<NationalFigures> {
    const { year, opened, meanDaysToDecision, source, recordedAt } = figures;
    await tx.query(
      `insert into national_figures as known
              (year, opened, mean_days_to_decision, source, recorded_by, recorded_at)
       values ($1, $2, $3, $4, $5, $6)
       on conflict (year) do update
         set opened = excluded.opened, mean_days_to_decision = excluded.mean_days_to_decision,
             source = excluded.source, recorded_by = excluded.recorded_by,
             recorded_at = excluded.recorded_at
         where (known.opened, known.mean_days_to_decision, known.source)
               is distinct from (excluded.opened, excluded.mean_days_to_decision, excluded.source)`,
      [year, opened, meanDaysToDecision, source, recordedBy, recordedAt],
    );
    const [known] = await tx.query<NationalFigures>(
      `select year, opened, mean_days_to_decision::float8 as "meanDaysToDecision", source,
              recorded_at as "recordedAt"
       from national_figures where year = $1`,
      [year],
    );
    return known ?? figures;
  }
}

interface YearRow {
  readonly solicitations: number;
  readonly opened: number;
  readonly mean: number | null;
  readonly median: number | null;
  readonly p90: number | null;
  readonly filesWithRecommendations: number;
  readonly nationalOpened: number | null;
  readonly nationalMean: number | null;
  readonly cells: readonly CountedCell[];
}

interface ReportRow {
  readonly cells: readonly CountedCell[];
  readonly arrearsCases: number;
  readonly arrearsCents: number;
  readonly overpaymentCases: number;
  readonly overpaymentCents: number;
  readonly nationalSource: string | null;
}

function statisticsOf(year: number, row: YearRow): FullStatistics {
  const { cells } = row;
  const answers = breakdown(cells, 'recommendations', [...RECOMMENDATION_ANSWERS, 'unanswered']);
  return {
    year,
    solicitations: row.solicitations,
    opened: row.opened,
    solicitationsByOrigin: breakdown(cells, 'solicitationsByOrigin', ORIGINS),
    openedByOrigin: breakdown(cells, 'openedByOrigin', ORIGINS),
    byGround: breakdown(cells, 'byGround', GROUNDS),
    byResolution: breakdown(cells, 'byResolution', RESOLUTIONS),
    byOutcome: breakdown(cells, 'byOutcome', OUTCOMES),
    withoutResult: breakdown(cells, 'withoutResult', WITHOUT_RESULT),
    recommendations: {
      issued: Object.values(answers).reduce((sum, count) => sum + count, 0),
      ...answers,
    },
    filesWithRecommendations: row.filesWithRecommendations,
    meanDaysToDecision: row.mean,
    medianDaysToDecision: row.median,
    p90DaysToDecision: row.p90,
    national: { opened: row.nationalOpened, meanDaysToDecision: row.nationalMean },
    suppressed: false,
  };
}

function reportOf(row: ReportRow): ReportFigures {
  const { cells } = row;
  const amount = (cases: number, cents: number): Amount => ({ cases, cents });
  return {
    byChannel: breakdown(cells, 'byChannel', CHANNELS),
    decisions: crossed(cells, 'decisions', DECISION_CELLS),
    results: crossed(
      cells,
      'results',
      REASONS.flatMap((reason) =>
        BENEFITS.flatMap((benefit) => RESULTS.map((result) => [reason, benefit, result])),
      ),
    ),
    recommendations: crossed(
      cells,
      'recommendations',
      RECOMMENDATION_KINDS.flatMap((kind) => FOLLOW_UPS.map((answer) => [kind, answer])),
    ),
    arrears: amount(row.arrearsCases, row.arrearsCents),
    overpayments: amount(row.overpaymentCases, row.overpaymentCents),
    nationalSource: row.nationalSource,
  };
}

/** The counts of the whole vocabulary, zeros included. A value outside the vocabulary keeps its cell, so that sums hold. */
function breakdown<K extends string>(
  cells: readonly CountedCell[],
  name: string,
  vocabulary: readonly K[],
): Record<K, number> {
  const counts = Object.fromEntries(vocabulary.map((key) => [key, 0]));
  for (const cell of cells) {
    if (cell.breakdown === name) counts[cell.keys[0] ?? ''] = cell.count;
  }
  return counts as Record<K, number>;
}

function crossed(
  cells: readonly CountedCell[],
  name: string,
  possible: readonly (readonly string[])[],
): CrossedCell[] {
  const counts = new Map<string, CrossedCell>(
    possible.map((keys) => [keys.join('\n'), { keys, count: 0 }]),
  );
  for (const { breakdown: own, keys, count } of cells) {
    if (own === name) counts.set(keys.join('\n'), { keys, count });
  }
  return [...counts.values()];
}
