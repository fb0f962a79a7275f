import { createRequire } from 'node:module';
import path from 'node:path';

import {
  applyingFiles,
  articleFaults,
  citedArticles,
  citedRules,
  type Code,
  CODES,
  definedRules,
  filesUnder,
  read,
  recordedArticles,
  unexplainedMarks,
  versionsInForce,
} from './cited-law.js';

const ROOT = path.join(__dirname, '..', '..');
const inRoot = (...names: string[]): string[] => names.map((name) => path.join(ROOT, name));
const nameOf = (file: string): string => path.relative(ROOT, file);

const PAGES = filesUnder(inRoot('docs/domain'), ['.md']);
const CODE = filesUnder(inRoot('apps', 'libs', 'tools/src', 'e2e'), ['.ts']).filter(
  (file) => !file.endsWith('cited-law.spec.ts'),
);
const DOCUMENTS = filesUnder(inRoot('docs', 'apps', 'libs'), ['.md']);
const DATA = filesUnder(inRoot('apps/scales/data'), ['.json']);

const inForce = new Map<Code, ReadonlyMap<string, string>>();
function versionsOf(code: Code): ReadonlyMap<string, string> {
  const known = inForce.get(code);
  if (known !== undefined) return known;
  const folder = path.dirname(
    createRequire(__filename).resolve('@socialgouv/legi-data/package.json'),
  );
  const versions = versionsInForce(read(path.join(folder, 'data', `${CODES[code]}.json`)));
  inForce.set(code, versions);
  return versions;
}

describe('articles that the repository cites', () => {
  it.each([
    ['the limit (R142-1-A III CSS; L112-6 CRPA)', ['L112-6 CRPA', 'R142-1-A CSS']],
    ['L114-17, L114-17-1 and L142-4 CSS', ['L114-17 CSS', 'L114-17-1 CSS', 'L142-4 CSS']],
    ['"CSS L521-1 à L521-3", "CSS D521-1"', ['D521-1 CSS', 'L521-1 CSS', 'L521-3 CSS']],
    ['Article L. 531-3 du code de la sécurité sociale', ['L531-3 CSS']],
    ['(modif art. L551-1 du CSS)', ['L551-1 CSS']],
    ['R823-6 CCH, L262-47 CASF', []],
  ])('are found in: %s', (text, articles) => {
    expect(citedArticles(text)).toEqual(articles);
  });

  it('are recorded in the version in force', () => {
    const recorded = recordedArticles(read(path.join(ROOT, 'docs/domain/articles.md')));
    const cited = [...CODE, ...DOCUMENTS, ...DATA].flatMap((file) => citedArticles(read(file)));
    expect(articleFaults(recorded, [...new Set(cited)].sort(), versionsOf)).toEqual([]);
  });

  it('are refused without a row, with an older version, and when they are gone', () => {
    const row = (number: string, version: string): string =>
      `| ${number} | CSS | 2019-01-01 | ${version} |`;
    const recorded = recordedArticles(
      [row('L1-1', 'LEGIARTI000000000001'), row('L2-2', 'LEGIARTI000000000002')].join('\n'),
    );
    const current = new Map([['L1-1', 'LEGIARTI000000000009']]);
    expect(articleFaults(recorded, ['L1-1 CSS', 'L3-3 CSS'], () => current)).toEqual([
      'L3-3 CSS is cited, but articles.md has no row for it',
      'L1-1 CSS has changed: LEGIARTI000000000001 is recorded, LEGIARTI000000000009 is in force',
      'L2-2 CSS has changed: LEGIARTI000000000002 is recorded, none is in force',
    ]);
  });
});

describe('rules of law and practice', () => {
  const rules = PAGES.flatMap((page) => definedRules(read(page)));

  it('have one definition each', () => {
    expect(rules.filter((rule, index) => rules.indexOf(rule) !== index)).toEqual([]);
    expect(rules.length).toBeGreaterThan(150);
  });

  it('exist where code and documents cite them', () => {
    const faults = [...CODE, ...DOCUMENTS].flatMap((file) =>
      citedRules(read(file))
        .filter((rule) => !rules.includes(rule))
        .map((rule) => `${nameOf(file)}: ${rule}`),
    );
    expect(faults).toEqual([]);
  });

  it('name files that exist', () => {
    const existing = new Set(CODE.map((file) => path.basename(file)));
    const faults = PAGES.flatMap((page) =>
      applyingFiles(read(page))
        .filter((file) => !existing.has(file))
        .map((file) => `${nameOf(page)}: ${file}`),
    );
    expect(faults).toEqual([]);
  });

  it('are cited by their name, never by a mark that leads nowhere', () => {
    const faults = [...CODE, ...DOCUMENTS]
      .filter((file) => !file.startsWith(path.join(ROOT, 'docs', 'domain')))
      .flatMap((file) => unexplainedMarks(read(file)).map((mark) => `${nameOf(file)}: ${mark}`));
    expect(faults).toEqual([]);
  });

  it('are found in a text, with what leads nowhere', () => {
    expect(citedRules('(L217-7-1 II CSS; domain M3.2) and (domain M3, M8.1)')).toEqual([
      'M3.2',
      'M3',
      'M8.1',
    ]);
    expect(unexplainedMarks('see § 1.3 [X], RFC 9110 § 12.5.1, a[X], [I](link)')).toEqual([
      '§ 1.3',
      '[X]',
    ]);
  });
});
