import { type Attack, callerWith, needService, NotHere, type Scene } from '../attack.js';
import { derivedSmall, type Sum } from '../bounds.js';
import type { Caller } from '../accounts.js';
import { isSuccess, jsonOf } from '../exchange.js';
import { referral } from './privileges.js';

/** Cells below are hidden from everyone but the mediators. */
const THRESHOLD = 5;

type Figures = Readonly<Record<string, number | null>>;

const thisYear = new Date().getUTCFullYear();
const YEARS = [thisYear, thisYear - 1, thisYear - 2, thisYear - 3];

/** A reader of the figures who is not a mediator. @throws NotHere */
function reader(scene: Scene): Caller {
  needService(scene, 'mediation');
  return callerWith(scene, 'auditor');
}

/** All figures of a year under one name each: `openedByOrigin.state`. */
async function figuresOf({ target }: Scene, caller: Caller, year: number): Promise<Figures | null> {
  const answer = await target.call({
    method: 'GET',
    path: `/mediation/v1/statistics/${String(year)}`,
    token: await caller.token(),
  });
  if (!isSuccess(answer)) return null;
  const flat: Record<string, number | null> = {};
  for (const [name, value] of Object.entries(jsonOf(answer))) {
    if (typeof value === 'number' || value === null) flat[name] = value;
    else if (typeof value === 'object') {
      for (const [part, cell] of Object.entries(value as Readonly<Record<string, unknown>>)) {
        if (typeof cell === 'number' || cell === null) flat[`${name}.${part}`] = cell;
      }
    }
  }
  return flat;
}

/** What the documentation of the figures says about how they add up. */
function sumsOf(figures: Figures): Sum[] {
  const below = (group: string): string[] =>
    Object.keys(figures).filter((name) => name.startsWith(`${group}.`));
  const recommended = below('recommendations').filter((name) => !name.endsWith('.issued'));
  const inOrigins = below('openedByOrigin').map((part): Sum => {
    return { parts: [part], whole: part.replace('opened', 'solicitations'), kind: 'at-most' };
  });
  return [
    { parts: below('solicitationsByOrigin'), whole: 'solicitations', kind: 'equals' },
    { parts: below('openedByOrigin'), whole: 'opened', kind: 'equals' },
    { parts: recommended, whole: 'recommendations.issued', kind: 'equals' },
    { parts: below('byOutcome'), whole: 'ended', kind: 'equals' },
    { parts: below('byResolution'), whole: 'ended', kind: 'equals' },
    { parts: ['ended'], whole: 'opened', kind: 'at-most' },
    { parts: ['opened'], whole: 'solicitations', kind: 'at-most' },
    { parts: below('byGround'), whole: 'solicitations', kind: 'at-most' },
    { parts: ['filesWithRecommendations'], whole: 'recommendations.issued', kind: 'at-most' },
    {
      parts: ['byResolution.recommendation_followed', 'byResolution.recommendation_not_followed'],
      whole: 'filesWithRecommendations',
      kind: 'at-most',
    },
    ...inOrigins,
  ];
}

/** The figures of each year: no hidden cell of a few people follows from the shown ones. */
const differences: Attack = {
  id: 'figures/hidden-cells-of-a-year',
  async run(scene) {
    const broken: string[] = [];
    for (const year of YEARS) {
      const figures = await figuresOf(scene, reader(scene), year);
      if (figures === null) continue;
      for (const name of derivedSmall(figures, sumsOf(figures), THRESHOLD)) {
        broken.push(`${String(year)}: ${name} follows from the other figures`);
      }
    }
    return broken;
  },
};

/** The tables of the report: a hidden cell in a column whose other cells and sum are shown. */
const reportTables: Attack = {
  id: 'figures/hidden-cells-of-a-report',
  async run(scene) {
    const broken: string[] = [];
    const caller = reader(scene);
    for (const year of YEARS) {
      const base = `/mediation/v1/statistics/${String(year)}/report`;
      const token = await caller.token();
      const internal = await scene.target.call({
        method: 'GET',
        path: `${base}?audience=internal`,
        token,
      });
      if (isSuccess(internal)) broken.push(`${String(year)}: the internal report is open to all`);
      const report = await scene.target.call({ method: 'GET', path: `${base}?format=html`, token });
      if (!isSuccess(report)) continue;
      for (const [at, table] of [...report.text.matchAll(/<table[^]*?<\/table>/g)].entries()) {
        for (const fault of derivedInTable(table[0])) {
          broken.push(`${String(year)}: table ${String(at + 1)}, ${fault}`);
        }
      }
    }
    return broken;
  },
};

function derivedInTable(table: string): string[] {
  const rowsOf = (part: string): (number | null)[][] =>
    [...part.matchAll(/<tr>[^]*?<\/tr>/g)].map(([row]) =>
      [...row.matchAll(/<td class="number">([^]*?)<\/td>/g)].map(([, cell = '']) => countIn(cell)),
    );
  const [foot] = rowsOf(/<tfoot>[^]*?<\/tfoot>/.exec(table)?.[0] ?? '');
  const rows = rowsOf(/<tbody>[^]*?<\/tbody>/.exec(table)?.[0] ?? '');
  return (rows[0] ?? []).flatMap((_, column) => {
    const cells = Object.fromEntries(
      rows.map((row, at) => [`row ${String(at + 1)}`, row[column] ?? 0]),
    );
    if (foot === undefined) return [];
    return derivedSmall(
      { ...cells, whole: foot[column] ?? null },
      [{ parts: Object.keys(cells), whole: 'whole', kind: 'equals' }],
      THRESHOLD,
    ).map((name) => `${name} of column ${String(column + 1)} follows from the sum`);
  });
}

/** A count, null where it is hidden; shares and amounts are no counts. */
function countIn(cell: string): number | null {
  const text = cell.replace(/\(.*\)|\s/g, '');
  if (text.includes('&lt;') || text.includes('masqu')) return null;
  return /^\d+$/.test(text) ? Number(text) : 0;
}

/** Two readings on one day, with one case more in between: the difference would tell of that case. */
const twoReadings: Attack = {
  id: 'figures/two-readings',
  async run(scene) {
    const caller = reader(scene);
    const mediator = callerWith(scene, 'mediator');
    const record = async (): Promise<void> => {
      const added = await scene.target.call({
        method: 'POST',
        path: '/mediation/v1/referrals',
        token: await mediator.token(),
        body: referral({ origin: 'state' }),
      });
      if (!isSuccess(added)) throw new NotHere('the mediator could not record a case');
    };
    // Enough cases that their count is shown at all.
    for (let n = 0; n < 2 * THRESHOLD; n += 1) await record();
    const before = await figuresOf(scene, caller, thisYear);
    await record();
    const after = await figuresOf(scene, caller, thisYear);
    return Object.keys(after ?? {})
      .filter((name) => before !== null && before[name] !== after?.[name])
      .map((name) => `${name} moves with one case`);
  },
};

/** Counters of requests count cases: a figure that is hidden elsewhere stands there. */
const counters: Attack = {
  id: 'figures/counters',
  async run({ target }) {
    const broken: string[] = [];
    for (const service of target.services) {
      const answer = await target.call({ method: 'GET', path: `/${service}/metrics` });
      if (isSuccess(answer) && /route="[^"]*:id[^"]*"/.test(answer.text)) {
        broken.push(`/${service}/metrics counts the requests of each operation`);
      }
    }
    return broken;
  },
};

export const FIGURES: readonly Attack[] = [counters, twoReadings, differences, reportTables];
