import { Injectable } from '@nestjs/common';

import { type LocalDate, newId } from '@passerelle/kernel';
import { Transactions, type Tx } from '@passerelle/persistence';

import type {
  NewPeriod,
  PlacedPeriod,
  StoredCatalogue,
  StoredFigure,
  StoredPeriod,
  StoredSeries,
} from './catalogue.js';
import type { ScaleHeading, Series, UpratingIndex } from './scale.js';
import type { Period } from './timeline.js';

/** What the heartbeat reads: which revision there is, and from when it is to be shown. */
export interface CatalogueState {
  readonly revision: number;
  /** Milliseconds since 1970 on the database's clock; null: committed, not yet announced. */
  readonly activatesAt: number | null;
  /** The database's clock. */
  readonly now: number;
}

interface CatalogueRow {
  readonly revision: number;
  readonly headings: ScaleHeading[];
  readonly indices: UpratingIndex[];
  readonly series: { readonly id: number; readonly definition: Series }[];
  readonly figures: Record<string, StoredFigure>;
  readonly periods: {
    readonly s: number;
    readonly f: string;
    readonly e: [LocalDate, LocalDate | null];
    readonly k: [number, number | null];
  }[];
}

const FIGURE = `jsonb_build_object(
  'effectiveFrom', effective_from, 'values', cell_values, 'reference', reference,
  'referenceKind', reference_kind, 'publishedOn', published_on, 'publishedOnBasis', published_on_basis,
  'reliability', reliability, 'correctionReason', correction_reason, 'versionId', version_id,
  'recordedAt', to_char(recorded_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'))`;

const INSTANT = (bound: string): string => `(extract(epoch from ${bound}(known)) * 1000)::bigint`;

@Injectable()
export class CatalogueRepository {
  constructor(private readonly transactions: Transactions) {}

  /** Undefined before the first load. */
  async state(): Promise<CatalogueState | undefined> {
    const [row] = await this.transactions.read<CatalogueState>(
      `select revision, (extract(epoch from activates_at) * 1000)::bigint as "activatesAt",
              (extract(epoch from clock_timestamp()) * 1000)::bigint as now
       from catalogue`,
    );
    return row;
  }

  /** Everything, in one statement and so of one moment. */
  async whole(): Promise<StoredCatalogue | undefined> {
    const [row] = await this.transactions.read<CatalogueRow>(
      `select revision, indices,
         (select jsonb_agg(heading order by position) from scales) as headings,
         (select jsonb_agg(jsonb_build_object('id', series.id, 'definition', definition)
                           order by scales.position, series.position)
          from series join scales on scales.code = scale_code
          where not definition ? 'withdrawn') as series,
         (select jsonb_object_agg(id, ${FIGURE}) from figures) as figures,
         (select jsonb_agg(jsonb_build_object('s', series_id, 'f', figure_id,
                   'e', jsonb_build_array(lower(effective), upper(effective)),
                   'k', jsonb_build_array(${INSTANT('lower')}, ${INSTANT('upper')})))
          from periods) as periods
       from catalogue`,
    );
    if (!row) return undefined;
    const figures = new Map(Object.entries(row.figures));
    const bySeries = new Map<number, Period<StoredFigure>[]>(row.series.map(({ id }) => [id, []]));
    for (const { s, f, e, k } of row.periods) {
      const figure = figures.get(f);
      if (!figure) throw new Error(`period without its figure ${f}`);
      bySeries.get(s)?.push({
        effectiveFrom: e[0],
        effectiveTo: e[1],
        knownFrom: k[0],
        knownTo: k[1],
        figure,
      });
    }
    return {
      revision: row.revision,
      indices: row.indices,
      headings: row.headings,
      series: row.series.map(({ id, definition }): StoredSeries => ({
        id,
        series: definition,
        periods: bySeries.get(id) ?? [],
      })),
    };
  }

  /**
   * Takes the catalogue for one publication. False while the one before is not yet shown everywhere: two in
   * a row must not reach some replicas as one.
   */
  async lock(tx: Tx): Promise<boolean> {
    const [row] = await tx.query<{ settled: boolean }>(
      'select coalesce(activates_at <= clock_timestamp(), false) as settled from catalogue for update',
    );
    return row?.settled ?? false;
  }

  /** The periods of some series that are known without end. */
  async openPeriods(tx: Tx, seriesIds: readonly number[]): Promise<Map<number, StoredPeriod[]>> {
    const rows = await tx.query<{
      id: string;
      series_id: number;
      effective_from: LocalDate;
      effective_to: LocalDate | null;
      known_from: number;
      figure: StoredFigure;
    }>(
      `select periods.id, periods.series_id, lower(effective) as effective_from,
              upper(effective) as effective_to, ${INSTANT('lower')} as known_from,
              (select ${FIGURE} || jsonb_build_object('id', figures.id) from figures where figures.id = figure_id) as figure
       from periods where upper_inf(known) and series_id = any($1::int[]) order by lower(effective)`,
      [seriesIds],
    );
    const periods = new Map<number, StoredPeriod[]>(seriesIds.map((id) => [id, []]));
    for (const row of rows) {
      periods.get(row.series_id)?.push({
        id: row.id,
        effectiveFrom: row.effective_from,
        effectiveTo: row.effective_to,
        knownFrom: row.known_from,
        knownTo: null,
        figure: row.figure,
      });
    }
    return periods;
  }

  /** Ends what placements close and writes what they add, in three statements whatever their number. */
  async apply(tx: Tx, placements: readonly PlacedPeriod[]): Promise<void> {
    const closed = placements.filter(({ closedId }) => closedId !== null);
    await tx.query(
      `update periods set known = tstzrange(lower(known), ended.at)
       from unnest($1::uuid[], $2::timestamptz[]) as ended (id, at) where periods.id = ended.id`,
      [closed.map((one) => one.closedId), closed.map((one) => isoOf(one.knownFrom))],
    );
    const rows = placements.flatMap(({ seriesId, placement }) =>
      placement.added.map((period) => ({ seriesId, period })),
    );
    await this.insert(tx, rows);
  }

  /** Writes periods, and their figures where these are new. */
  async insert(tx: Tx, rows: readonly NewPeriod[]): Promise<void> {
    const ids = new Map<StoredFigure, string>();
    const fresh: { id: string; seriesId: number; figure: StoredFigure }[] = [];
    for (const { seriesId, period } of rows) {
      const { figure } = period;
      if (ids.has(figure)) continue;
      const id = figure.id ?? newId();
      ids.set(figure, id);
      if (figure.id === undefined) fresh.push({ id, seriesId, figure });
    }
    await tx.query(
      `insert into figures (id, series_id, effective_from, cell_values, reference, reference_kind, published_on,
         published_on_basis, reliability, correction_reason, version_id, recorded_at)
       select (f->>'id')::uuid, (f->>'seriesId')::int, (f->>'effectiveFrom')::date,
         array(select jsonb_array_elements_text(f->'values')), f->>'reference', f->>'referenceKind',
         (f->>'publishedOn')::date, f->>'publishedOnBasis', f->>'reliability', f->>'correctionReason',
         (f->>'versionId')::uuid, (f->>'recordedAt')::timestamptz
       from jsonb_array_elements($1::jsonb) as f`,
      [JSON.stringify(fresh.map(({ id, seriesId, figure }) => ({ ...figure, id, seriesId })))],
    );
    await tx.query(
      `insert into periods (id, series_id, figure_id, effective, known)
       select (p->>'id')::uuid, (p->>'seriesId')::int, (p->>'figureId')::uuid,
         daterange((p->>'effectiveFrom')::date, (p->>'effectiveTo')::date),
         tstzrange((p->>'knownFrom')::timestamptz, (p->>'knownTo')::timestamptz)
       from jsonb_array_elements($1::jsonb) as p`,
      [
        JSON.stringify(
          rows.map(({ seriesId, period }) => ({
            id: newId(),
            seriesId,
            figureId: ids.get(period.figure),
            effectiveFrom: period.effectiveFrom,
            effectiveTo: period.effectiveTo,
            knownFrom: isoOf(period.knownFrom),
            knownTo: period.knownTo === null ? null : isoOf(period.knownTo),
          })),
        ),
      ],
    );
  }

  /** A new revision, shown by nobody until it is announced. */
  async bump(tx: Tx): Promise<number> {
    const [row] = await tx.query<{ revision: number }>(
      'update catalogue set revision = revision + 1, activates_at = null returning revision',
    );
    if (!row) throw new Error('no catalogue');
    return row.revision;
  }

  /**
   * Says from when a committed revision is shown. Only ever after its commit, whoever comes first: so every
   * replica that had the former confirmed has to ask again before then.
   */
  async announce(revision: number, delayMs: number): Promise<void> {
    await this.transactions.run(async (tx) => {
      await tx.query(
        `update catalogue set activates_at = clock_timestamp() + $2 * interval '1 ms'
         where revision = $1 and activates_at is null`,
        [revision, delayMs],
      );
    });
  }
}

function isoOf(instant: number): string {
  return new Date(instant).toISOString();
}
