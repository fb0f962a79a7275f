import { localDate } from '@passerelle/kernel';
import fc from 'fast-check';
import type { DataSet } from '../data-loading/data-set.js';
import { DATA_FOLDER, readDataSet } from '../data-loading/data-set.reader.js';
import { decimal, decimalText, multiply, round } from '../scales/decimal.js';
import { isMoney, refOf } from '../scales/scale.js';
import { type HistoryOf, type RevaluationOutcome, revalue } from './revaluation.js';

let data: DataSet;
let historyOf: HistoryOf;

beforeAll(async () => {
  data = await readDataSet(DATA_FOLDER);
  const histories = new Map(data.series.map(({ series, figures }) => [refOf(series), figures]));
  historyOf = (ref) => histories.get(ref) ?? [];
});

function run(
  effectiveFrom: string,
  rate: string,
  options: { index?: string; scales?: string[]; history?: HistoryOf } = {},
): RevaluationOutcome[] {
  return revalue(
    data.series.map(({ series }) => series),
    options.history ?? historyOf,
    data.indices,
    {
      effectiveFrom: localDate(effectiveFrom),
      rate: decimal(rate),
      index: options.index ?? 'april',
      scales: options.scales ?? null,
    },
  );
}

function of(outcomes: RevaluationOutcome[], ref: string): RevaluationOutcome {
  const found = outcomes.find(({ series }) => refOf(series) === ref);
  if (!found) throw new Error(`no outcome for ${ref}`);
  return found;
}

/** The six revaluations of the years 2022 to 2026, with their official coefficients. */
const OFFICIAL: [string, string][] = [
  ['2022-04-01', '0.018'],
  ['2022-07-01', '0.04'],
  ['2023-04-01', '0.015385'],
  ['2024-04-01', '0.046'],
  ['2025-04-01', '0.017'],
  ['2026-04-01', '0.008'],
];

/** Official figures that moved on one of these days by another rule than the April coefficient. */
const MOVED_BY_ANOTHER_RULE: Record<string, string[]> = {
  '2022-07-01': [
    'al/charges',
    'al/dependant_relative_income_limit',
    'al/hostel_al_ceilings',
    'al/hostel_apl_ceilings',
    'al/p0_flat',
    'al/r0',
    'al/rent_ceilings',
  ],
  '2025-04-01': ['prime-activite/earnings_retention_rate'],
  '2026-04-01': [
    'cmg/hourly_cap_childminder',
    'cmg/monthly_resources_floor',
    'cmg/reference_hourly_cost_childminder',
    'cmg/reference_hourly_cost_home_care',
    'prime-activite/bonus_full_income',
    'prime-activite/bonus_full_smic_hours',
    'prime-activite/bonus_max_rate',
  ],
};

describe('the yearly revaluation', () => {
  it.each(OFFICIAL)('of %s with %s gives every official figure to the cent', (day, rate) => {
    const outcomes = run(day, rate);
    const wrong = outcomes
      .filter(({ moves }) => moves)
      .flatMap(({ series, alreadyPublished, cells }) => {
        if (!alreadyPublished) return [`${refOf(series)} moves, but no official figure does`];
        return cells
          .filter(({ agrees }) => !agrees)
          .map(
            (c) => `${refOf(series)} ${JSON.stringify(c.at)}: ${c.newValue}, not ${c.published}`,
          );
      });
    expect(wrong).toEqual([]);
    expect(outcomes.filter(({ moves }) => moves).length).toBeGreaterThanOrEqual(60);
  });

  it.each(OFFICIAL)('of %s leaves nothing that moved on that day without its rule', (day, rate) => {
    const stayed = run(day, rate)
      .filter(({ moves, alreadyPublished }) => !moves && alreadyPublished)
      .map(({ series }) => refOf(series));
    expect(stayed.sort()).toEqual(MOVED_BY_ANOTHER_RULE[day] ?? []);
  });

  it('shows old value, rule, calculation, new value and change', () => {
    const outcomes = run('2024-04-01', '0.046');
    expect(of(outcomes, 'rsa/base_amount')).toMatchObject({
      rule: { fr: 'Valeur précédente × 1,046, au centime le plus proche' },
      cells: [
        {
          oldValue: '607.75',
          newValue: '635.71',
          change: '0.0460',
          calculation: '607.75 × 1.046 = 635.70650',
          published: '635.71',
          agrees: true,
        },
      ],
    });
    expect(of(outcomes, 'cf/cf_amount')).toMatchObject({
      rule: { fr: 'Taux × base (BMAF), au centime le plus proche' },
      cells: [
        { oldValue: '185.73', newValue: '194.27', calculation: '466.44 × 0.4165 = 194.272260' },
      ],
    });
    expect(of(outcomes, 'aah-mva-afh/annual_ceilings').cells).toContainEqual(
      expect.objectContaining({
        at: { children: 1, situation: 'single_or_individual' },
        newValue: '18289',
        calculation: '1016.05 × 18 = 18288.90',
      }),
    );
  });

  it.each([
    [
      'aah-mva-afh/mva',
      'frozen',
      'Montant gelé : rien ne l’indexe, inchangé depuis le 1er janvier 2008',
    ],
    ['af/income_ceiling_t1_base', 'own_date', 'Change à sa propre date, le 1er janvier'],
    ['al/rent_ceilings', 'own_date', 'Change à sa propre date, le 1er octobre'],
    ['ajpa/daily_amount_net', 'base_stays', 'Smic horaire net au 1er janvier'],
    ['evafor/trigger_threshold', 'own_date', '1er janvier'],
    ['prime-activite/smic_hourly_gross', 'other_index', 'Smic'],
    ['rsa/min_age', 'set_by_text', 'N’est pas un montant'],
    ['rsa/min_payment', 'frozen', '1er juin 2009'],
    ['aah-mva-afh/afh_amount', 'unknown_value', 'Valeur inconnue'],
  ])('says why %s stays: %s', (ref, code, sentence) => {
    const { moves, reason, cells } = of(run('2024-04-01', '0.046'), ref);
    expect(moves).toBe(false);
    expect(reason?.code).toBe(code);
    expect(reason?.text.fr).toContain(sentence);
    for (const { oldValue, newValue } of cells) expect(newValue).toBe(oldValue);
  });

  it('gives every series that stays a reason in both languages', () => {
    for (const { moves, reason } of run('2024-04-01', '0.046')) {
      expect(moves).toBe(reason === null);
      if (reason)
        expect([reason.text.fr, reason.text.en].every((text) => text.length > 0)).toBe(true);
    }
  });

  it('splits the amounts of April 2024 as measured: 33 exactly × 1.046, 18 a cent or two off, 51 unmoved', () => {
    const amounts = run('2024-04-01', '0.046').filter(
      ({ series, cells }) =>
        series.kind === 'parameter' && isMoney(series.unit) && cells[0]?.oldValue !== null,
    );
    const moving = amounts.filter(({ moves }) => moves);
    const plain = (old: string): string =>
      decimalText(round(multiply(decimal(old), decimal('1.046')), 2));
    const exact = moving.filter(
      ({ cells: [cell] }) => cell?.newValue === plain(cell?.oldValue ?? '0'),
    );
    expect({ exact: exact.length, rounded: moving.length - exact.length }).toEqual({
      exact: 33,
      rounded: 18,
    });
    expect(amounts.length - moving.length).toBe(51);
  });

  it('changes nothing at a rate of zero, on any day', () => {
    fc.assert(
      fc.property(fc.integer({ min: 2022, max: 2026 }), fc.integer({ min: 1, max: 12 }), (y, m) => {
        const outcomes = run(`${y}-${String(m).padStart(2, '0')}-01`, '0');
        expect(outcomes.filter(({ moves }) => moves)).toEqual([]);
      }),
      { numRuns: 15 },
    );
  });

  it('never lowers an amount at a positive rate, nor moves what is frozen', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 200 }), (thousandths) => {
        for (const outcome of run('2024-04-01', `0.${String(thousandths).padStart(3, '0')}`)) {
          if (outcome.series.uprating.rule === 'the_coefficient') continue;
          if (outcome.series.uprating.rule === 'frozen') expect(outcome.moves).toBe(false);
          for (const { oldValue, newValue } of outcome.cells) {
            if (oldValue !== null)
              expect(Number(newValue)).toBeGreaterThanOrEqual(Number(oldValue));
          }
        }
      }),
      { numRuns: 10 },
    );
  });

  it('revalues the scales asked for, on the base that is published', () => {
    const alone = run('2024-04-01', '0.046', { scales: ['cf'] });
    expect(alone.every(({ series }) => series.scale === 'cf')).toBe(true);
    expect(of(alone, 'cf/cf_amount').cells[0]?.newValue).toBe('194.27');
    const unpublished: HistoryOf = (ref) =>
      historyOf(ref).filter(({ effectiveFrom }) => effectiveFrom < '2024-04-01');
    const without = run('2024-04-01', '0.046', { scales: ['cf'], history: unpublished });
    expect(of(without, 'cf/cf_amount').reason?.code).toBe('base_stays');
  });

  it.each([
    ['2024-01-01', '0.053', 'family_ceilings', 'af/income_ceiling_t1_base', '62474'],
    ['2024-01-01', '0.053', 'family_ceilings', 'ars/income_ceiling_base', '20878'],
    ['2024-10-01', '0.0326', 'housing_rents', 'al/p0_flat', '39.15'],
  ])('revalues other indices too: %s by %s for %s', (day, rate, index, ref, expected) => {
    expect(of(run(day, rate, { index }), ref).cells[0]).toMatchObject({
      newValue: expected,
      agrees: true,
    });
  });
});
