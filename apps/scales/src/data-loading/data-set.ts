import type { z } from 'zod';
import {
  type Figure,
  READABLE_CODES,
  refOf,
  type ScaleHeading,
  type Series,
  type UpratingIndex,
} from '../scales/scale.js';
import { indicesFile, scaleFile, type ScaleFile } from './scale-file.js';

/** One thing wrong in a data file: where, and what. */
export interface DataProblem {
  readonly file: string;
  /** `parameters.mva.values.2008-01-01.reference`: keys and days instead of positions. */
  readonly key: string;
  readonly problem: string;
}

/** Nothing of a faulty data set is loaded; every problem is listed at once. */
export class FaultyDataSet extends Error {
  constructor(readonly problems: readonly DataProblem[]) {
    super(
      [
        'the data files are refused:',
        ...problems.map((p) => `${p.file}: ${p.key}: ${p.problem}`),
      ].join('\n  '),
    );
    this.name = 'FaultyDataSet';
  }
}

export interface LoadedSeries {
  readonly series: Series;
  readonly figures: readonly Figure[];
}

export interface DataSet {
  readonly headings: readonly ScaleHeading[];
  readonly indices: ReadonlyMap<string, UpratingIndex>;
  readonly series: readonly LoadedSeries[];
}

export interface NamedFile {
  readonly name: string;
  readonly text: string;
}

/** @throws FaultyDataSet with every problem of every file */
export function assemble(indicesText: NamedFile, scaleTexts: readonly NamedFile[]): DataSet {
  const problems: DataProblem[] = [];
  const parsedIndices = parse(indicesFile, indicesText, problems);
  const files = scaleTexts.flatMap((file) => {
    const parsed = parse(scaleFile, file, problems);
    if (!parsed) return [];
    if (file.name !== `scales/${parsed.code}.json`) {
      problems.push({
        file: file.name,
        key: 'code',
        problem: `"${parsed.code}" belongs elsewhere`,
      });
    }
    return [{ name: file.name, content: parsed }];
  });
  const indices = new Map((parsedIndices?.indices ?? []).map((index) => [index.code, index]));
  const series = files.flatMap(({ content }) => seriesOf(content));
  for (const { name, content } of files) problems.push(...inconsistencies(name, content));
  problems.push(...danglingReferences(series, indices, parsedIndices !== undefined));
  const codes = new Set(files.map(({ content }) => content.code));
  for (const code of READABLE_CODES) {
    if (scaleTexts.every(({ name }) => name !== `scales/${code}.json`) && !codes.has(code)) {
      problems.push({ file: `scales/${code}.json`, key: 'code', problem: 'the file is missing' });
    }
  }
  if (problems.length > 0) throw new FaultyDataSet(problems);
  const headings = files
    .map(({ content: { code, titleFr, titleEn, legalBasis, notes } }) => ({
      code,
      titleFr,
      titleEn,
      legalBasis,
      notes,
    }))
    .sort((a, b) => READABLE_CODES.indexOf(a.code) - READABLE_CODES.indexOf(b.code));
  return { headings, indices, series };
}

function parse<T>(
  schema: z.ZodType<T>,
  { name, text }: NamedFile,
  problems: DataProblem[],
): T | undefined {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch (error) {
    problems.push({ file: name, key: '(file)', problem: `not JSON: ${(error as Error).message}` });
    return undefined;
  }
  const result = schema.safeParse(json);
  if (result.success) return result.data;
  for (const issue of result.error.issues) {
    const extra = issue.code === 'unrecognized_keys' ? issue.keys : [];
    for (const last of extra.length > 0 ? extra : [undefined]) {
      problems.push({
        file: name,
        key: keyPath(json, last === undefined ? issue.path : [...issue.path, last]),
        problem: extra.length > 0 ? 'unknown key' : issue.message,
      });
    }
  }
  return undefined;
}

/** Names the elements of arrays by their key or day, so that people find them. */
function keyPath(json: unknown, path: readonly PropertyKey[]): string {
  let here: unknown = json;
  const parts = path.map((step) => {
    here = here !== null && typeof here === 'object' ? Reflect.get(here, step) : undefined;
    if (typeof step !== 'number') return String(step);
    const named = here as { key?: unknown; code?: unknown; effectiveFrom?: unknown } | null;
    const name = named?.key ?? named?.code ?? named?.effectiveFrom;
    return typeof name === 'string' ? name : String(step);
  });
  return parts.join('.') || '(file)';
}

function seriesOf(file: ScaleFile): LoadedSeries[] {
  const parameters = file.parameters.map(({ values, uprating, ...rest }): LoadedSeries => {
    const terms = uprating.rule === 'derived' ? uprating.terms : undefined;
    return {
      series: {
        ...rest,
        scale: file.code,
        kind: 'parameter',
        dimensions: [],
        cells: [terms ? { at: {}, terms } : { at: {} }],
        uprating: uprating.rule === 'derived' ? { rule: 'derived' } : uprating,
      },
      figures: values.map(({ value, ...figure }) => ({ ...figure, values: [value] })),
    };
  });
  const tables = file.tables.map(({ versions, ...rest }): LoadedSeries => ({
    series: { ...rest, scale: file.code, kind: 'table' },
    figures: versions,
  }));
  return [...parameters, ...tables];
}

/** What a schema cannot see: keys used twice, overlapping days, values without a place. */
function inconsistencies(file: string, content: ScaleFile): DataProblem[] {
  const problems: DataProblem[] = [];
  const seen = new Set<string>();
  for (const { series, figures } of seriesOf(content)) {
    const list = series.kind === 'parameter' ? 'parameters' : 'tables';
    const at = `${list}.${series.key}`;
    if (seen.has(series.key)) problems.push({ file, key: at, problem: 'the key is used twice' });
    seen.add(series.key);
    figures.forEach((figure, i) => {
      const where = `${at}.${figure.effectiveFrom}`;
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
    });
    for (const { at: place, terms } of series.cells) {
      const names = Object.keys(place).sort().join();
      if (names !== [...series.dimensions].sort().join()) {
        problems.push({ file, key: `${at}.cells`, problem: `a cell placed by (${names})` });
      }
      if (series.uprating.rule === 'derived' && !terms) {
        problems.push({ file, key: `${at}.cells`, problem: 'a derived cell without terms' });
      }
    }
  }
  return problems;
}

function danglingReferences(
  all: readonly LoadedSeries[],
  indices: ReadonlyMap<string, UpratingIndex>,
  indicesRead: boolean,
): DataProblem[] {
  const parameters = new Set(
    all.filter(({ series }) => series.kind === 'parameter').map(({ series }) => refOf(series)),
  );
  return all.flatMap(({ series }) => {
    const file = `scales/${series.scale}.json`;
    const key = `${series.kind === 'parameter' ? 'parameters' : 'tables'}.${series.key}`;
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
