import type { z } from 'zod';
import { READABLE_CODES, type ScaleHeading, type UpratingIndex } from '../scales/scale.js';
import {
  danglingReferences,
  type DataProblem,
  inconsistencies,
  type LoadedSeries,
} from './consistency.js';
import { indicesFile, scaleFile, type ScaleFile } from './scale-file.js';

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
  for (const { name, content } of files)
    problems.push(...inconsistencies(name, content.headlines, seriesOf(content)));
  problems.push(...danglingReferences(series, indices, parsedIndices !== undefined));
  const codes = new Set(files.map(({ content }) => content.code));
  for (const code of READABLE_CODES) {
    if (scaleTexts.every(({ name }) => name !== `scales/${code}.json`) && !codes.has(code)) {
      problems.push({ file: `scales/${code}.json`, key: 'code', problem: 'the file is missing' });
    }
  }
  if (problems.length > 0) throw new FaultyDataSet(problems);
  const headings = files
    .map(({ content: { code, titleFr, titleEn, legalBasis, notes, headlines } }) => ({
      code,
      titleFr,
      titleEn,
      legalBasis,
      notes,
      headlines,
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
