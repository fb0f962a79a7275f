import {
  cellIndexAt,
  type Figure,
  type Headline,
  refOf,
  type Series,
  type UpratingIndex,
} from '../scales/scale.js';
import { citedAfter } from '../scales/citation.js';

/** One thing wrong in a data file: where, and what. */
export interface DataProblem {
  readonly file: string;
  /** `parameters.mva.values.2008-01-01.reference`: keys and days instead of positions. */
  readonly key: string;
  readonly problem: string;
}

export interface LoadedSeries {
  readonly series: Series;
  readonly figures: readonly Figure[];
}

const NAMES_A_YEAR = /_(?:19|20)\d\d$/;

/** What a schema cannot see: keys used twice, overlapping days, values without a place, texts of a later day. */
export function inconsistencies(
  file: string,
  headlines: readonly Headline[],
  all: readonly LoadedSeries[],
): DataProblem[] {
  const problems: DataProblem[] = [];
  const seen = new Set<string>();
  for (const loaded of all) {
    const at = placeOf(loaded.series);
    if (seen.has(loaded.series.key))
      problems.push({ file, key: at, problem: 'the key is used twice' });
    seen.add(loaded.series.key);
    if (NAMES_A_YEAR.test(loaded.series.key)) {
      const problem = 'the key names a year: the value belongs to the series that it continues';
      problems.push({ file, key: at, problem });
    }
    problems.push(...figuresAskew(file, loaded), ...cellsAskew(file, loaded.series));
  }
  for (const headline of headlines) {
    const series = all.find(({ series: { key } }) => key === headline.key)?.series;
    if (series && cellIndexAt(series, headline.at ?? {}) >= 0) continue;
    problems.push({
      file,
      key: `headlines.${headline.key}`,
      problem: 'no such figure in the file',
    });
  }
  return problems;
}

function placeOf({ kind, key }: Series): string {
  return `${kind === 'parameter' ? 'parameters' : 'tables'}.${key}`;
}

function figuresAskew(file: string, { series, figures }: LoadedSeries): DataProblem[] {
  return figures.flatMap((figure, i) => {
    const where = `${placeOf(series)}.${figure.effectiveFrom}`;
    const problems: DataProblem[] = [];
    const previous = figures[i - 1];
    if (previous && previous.effectiveFrom >= figure.effectiveFrom) {
      const problem = `overlaps the value from ${previous.effectiveFrom}: days must ascend`;
      problems.push({ file, key: `${where}.effectiveFrom`, problem });
    }
    if (figure.values.length !== series.cells.length) {
      const problem = `${figure.values.length} values for ${series.cells.length} cells`;
      problems.push({ file, key: `${where}.values`, problem });
    }
    if (figure.referenceKind === 'none' && figure.values.some((value) => value !== null)) {
      problems.push({ file, key: `${where}.reference`, problem: 'a value without a reference' });
    }
    const later = citedAfter(figure.reference, figure.publishedOn);
    if (later !== undefined) {
      const problem = `cites a text of ${later}, later than its publication on ${figure.publishedOn}`;
      problems.push({ file, key: `${where}.reference`, problem });
    }
    return problems;
  });
}

function cellsAskew(file: string, series: Series): DataProblem[] {
  const key = `${placeOf(series)}.cells`;
  const problems: DataProblem[] = [];
  for (const { at, terms } of series.cells) {
    const names = Object.keys(at).sort().join();
    if (names !== [...series.dimensions].sort().join()) {
      problems.push({ file, key, problem: `a cell placed by (${names})` });
    }
    if (series.uprating.rule === 'derived' && !terms) {
      problems.push({ file, key, problem: 'a derived cell without terms' });
    }
  }
  for (const [dimension, names] of Object.entries(series.placeNames ?? {})) {
    const codes = [...new Set(series.cells.map(({ at }) => String(at[dimension])))].sort().join();
    if (codes === Object.keys(names).sort().join()) continue;
    const problem = `the names of ${dimension} are not those of the cells`;
    problems.push({ file, key: `${placeOf(series)}.placeNames`, problem });
  }
  return problems;
}

/** Bases and indices that no file describes. */
export function danglingReferences(
  all: readonly LoadedSeries[],
  indices: ReadonlyMap<string, UpratingIndex>,
  indicesRead: boolean,
): DataProblem[] {
  const parameters = new Set(
    all.filter(({ series }) => series.kind === 'parameter').map(({ series }) => refOf(series)),
  );
  return all.flatMap(({ series }) => {
    const file = `scales/${series.scale}.json`;
    const key = placeOf(series);
    const bases = series.cells.flatMap(({ terms }) => (terms ?? []).map(({ base }) => base));
    const problems = [...new Set(bases)]
      .filter((base) => !parameters.has(base))
      .map((base) => ({ file, key, problem: `the base ${base} does not exist` }));
    const { uprating } = series;
    if (indicesRead && 'index' in uprating && uprating.index && !indices.has(uprating.index)) {
      problems.push({ file, key, problem: `the index ${uprating.index} does not exist` });
    }
    return problems;
  });
}
