import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';

/** The two codes that the npm package `@socialgouv/legi-data` holds, by the abbreviation used in citations. */
export const CODES = {
  CSS: 'LEGITEXT000006073189',
  CRPA: 'LEGITEXT000031366350',
} as const;
export type Code = keyof typeof CODES;

/** An article as `docs/domain/articles.md` records it. */
export interface RecordedArticle {
  readonly code: Code;
  /** `L217-7-1`, without dots and spaces. */
  readonly number: string;
  /** `LEGIARTI000037310142`: the id of one version; `none` where the code holds no article of this number. */
  readonly version: string;
}

const NUMBER = String.raw`[LRD]\.? ?\d+(?:-\d+)+(?:-[A-Z])?\b(?: I{1,3}| IV)?`;
const LIST = String.raw`${NUMBER}(?:(?:, | and | to | et | à |/)${NUMBER})*`;
const CITATIONS: readonly RegExp[] = [
  new RegExp(String.raw`(?<list>${LIST}) (?:du )?(?<code>CSS|CRPA)\b`, 'g'),
  new RegExp(String.raw`\b(?<code>CSS|CRPA) (?<list>${LIST})`, 'g'),
  new RegExp(
    String.raw`(?<list>${LIST})(?: \d\))? du [Cc]ode (?<name>de la sécurité sociale|des relations entre)`,
    'g',
  ),
];

/** The articles of the two codes that a text cites, as `L217-7-1 CSS`, without repetition. */
export function citedArticles(text: string): string[] {
  const found = CITATIONS.flatMap((pattern) =>
    [...text.matchAll(pattern)].flatMap(({ groups = {} }) => {
      const code = groups.code ?? (groups.name === 'des relations entre' ? 'CRPA' : 'CSS');
      const numbers = (groups.list ?? '').match(new RegExp(NUMBER, 'g')) ?? [];
      return numbers.map((number) => `${plainNumber(number)} ${code}`);
    }),
  );
  return [...new Set(found)].sort();
}

function plainNumber(number: string): string {
  return number.replace(/ (?:I{1,3}|IV)$/, '').replace(/[. ]/g, '');
}

const ROW =
  /^\| (?<number>[LRD]\d[\dA-Z-]*) +\| (?<code>CSS|CRPA) +\| [\d-]* +\| (?<version>LEGIARTI\d{12}|none) +\|$/gm;

/** The rows of the table of articles. */
export function recordedArticles(page: string): RecordedArticle[] {
  return [...page.matchAll(ROW)].map(({ groups = {} }) => ({
    code: groups.code as Code,
    number: groups.number ?? '',
    version: groups.version ?? '',
  }));
}

/**
 * The version in force of each article of a code.
 *
 * @param json the text of the code in the package: pretty-printed, `id` before `num` in each article. Parsing its
 *   55 MB takes seconds; a search takes a fraction of one.
 */
export function versionsInForce(json: string): ReadonlyMap<string, string> {
  const versions = new Map<string, string>();
  for (const { index, groups = {} } of json.matchAll(/"num": "(?<number>[LRD]\d[\dA-Z-]*)"/g)) {
    const at = json.lastIndexOf('"id": "LEGIARTI', index);
    versions.set(groups.number ?? '', json.slice(at + 7, at + 27));
  }
  return versions;
}

/** What is wrong with the recorded articles, one sentence each. */
export function articleFaults(
  recorded: readonly RecordedArticle[],
  cited: readonly string[],
  inForce: (code: Code) => ReadonlyMap<string, string>,
): string[] {
  const known = new Set(recorded.map(({ number, code }) => `${number} ${code}`));
  const missing = cited
    .filter((article) => !known.has(article))
    .map((article) => `${article} is cited, but articles.md has no row for it`);
  const changed = recorded.flatMap(({ number, code, version }) => {
    const current = inForce(code).get(number) ?? 'none';
    if (current === version) return [];
    return [`${number} ${code} has changed: ${version} is recorded, ${current} is in force`];
  });
  return [...missing, ...changed];
}

const RULE_ROW = /^\| (?<rule>[A-Z]\d+(?:\.\d+)?) +\|/gm;
const SECTION = /^## (?<rule>[A-Z]\d+) — /gm;

/** The rules and sections that a page defines: `M3`, `M3.4`. */
export function definedRules(page: string): string[] {
  return [SECTION, RULE_ROW].flatMap((pattern) =>
    [...page.matchAll(pattern)].map(({ groups = {} }) => groups.rule ?? ''),
  );
}

/** The rules that a text cites as `(domain M3.4)`, `(domain M3, M8.1)`. */
export function citedRules(text: string): string[] {
  return [
    ...text.matchAll(/\bdomain (?<list>[A-Z]\d+(?:\.\d+)?(?:(?:, | and )[A-Z]\d+(?:\.\d+)?)*)/g),
  ].flatMap(({ groups = {} }) => (groups.list ?? '').split(/, | and /));
}

/** References that lead nowhere: bare paragraph signs, and trust marks that are letters in brackets. */
export function unexplainedMarks(text: string): string[] {
  const paragraphs = [
    ...text.matchAll(/(?:(?<standard>RFC \d+|NIST SP 800-\S+|ISO \d+)[^§\n]{0,40})?§ ?\d[\d.]*/g),
  ]
    .filter(({ groups = {} }) => groups.standard === undefined)
    .map(([match]) => match);
  const marks = [...text.matchAll(/(?<![\w)\]])\[[XIL]\](?!\()/g)].map(([match]) => match);
  return [...paragraphs, ...marks];
}

/** Names of the files that a page says apply its rules. */
export function applyingFiles(page: string): string[] {
  return [
    ...new Set(
      [...page.matchAll(/`(?<file>[a-z0-9.-]+\.ts)`/g)].map(({ groups = {} }) => groups.file ?? ''),
    ),
  ];
}

/** The files under some folders whose names end with one of the endings. */
export function filesUnder(folders: readonly string[], endings: readonly string[]): string[] {
  return folders.flatMap((folder) =>
    readdirSync(folder, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile() && endings.some((ending) => entry.name.endsWith(ending)))
      .map((entry) => path.join(entry.parentPath, entry.name))
      .filter((file) => !/[\\/](?:node_modules|dist|coverage)[\\/]/.test(file)),
  );
}

export function read(file: string): string {
  return readFileSync(file, 'utf8');
}
