import { localDate } from '@passerelle/kernel';
import type { DataSet } from '../data-loading/data-set.js';
import { DATA_FOLDER, readDataSet } from '../data-loading/data-set.reader.js';
import { compareSeries, labelsByRef, type SeriesComparison } from './comparison.js';
import { refOf } from './scale.js';

let data: DataSet;

beforeAll(async () => {
  data = await readDataSet(DATA_FOLDER);
});

function compareAll(from: string, to: string): Map<string, SeriesComparison> {
  const labelOf = labelsByRef(data.series.map(({ series }) => series));
  return new Map(
    data.series.map(({ series, figures }) => {
      const on = (day: string) => figures.findLast((f) => f.effectiveFrom <= localDate(day));
      return [refOf(series), compareSeries(series, on(from), on(to), data.indices, labelOf)];
    }),
  );
}

describe('the comparison of two days', () => {
  it.each([
    ['bmaf/bmaf', '0.0460', 'coefficient', 'Coefficient de revalorisation du 1er avril'],
    ['aah-mva-afh/aah_max', '0.0460', 'coefficient', 'Coefficient'],
    ['rsa/base_amount', '0.0460', 'coefficient', 'Coefficient'],
    ['prime-activite/base_amount', '0.0460', 'coefficient', 'Coefficient'],
    ['cf/cf_amount', '0.0460', 'derived', 'BMAF'],
    ['aeeh/complement_1', '0.0461', 'derived', 'chaque produit arrondi à part'],
    ['af/income_ceiling_t1_base', '0.0530', 'own_index', '1er janvier'],
    ['ajpa/daily_amount_net', '0.0336', 'derived', 'Smic horaire net'],
    ['al/p0_flat', '0.0349', 'own_index', '1er octobre'],
    ['aah-mva-afh/mva', '0.0000', 'frozen', '1er janvier 2008'],
    ['rsa/min_age', '0.0000', 'set_by_text', 'N’est pas un montant'],
    ['aah-mva-afh/afh_amount', null, 'unknown_value', 'inconnue'],
  ])('2023-04-01 → 2024-04-01: %s %s, %s', (ref, change, code, sentence) => {
    const found = compareAll('2023-04-01', '2024-04-01').get(ref);
    expect(found?.cells[0]?.change).toBe(change);
    expect(found?.reason.code).toBe(code);
    expect(found?.reason.text.fr).toContain(sentence);
  });

  it('explains every series, moved or not, in both languages', () => {
    for (const { reason, moved, cells } of compareAll('2023-04-01', '2024-04-01').values()) {
      expect(reason.text.fr && reason.text.en).toBeTruthy();
      expect(moved).toBe(cells.some(({ from, to }) => from !== to));
    }
  });

  it('says that a text moved what no index moves', () => {
    const found = compareAll('2026-02-01', '2026-04-01').get('af/age_increase_from_age');
    expect(found).toMatchObject({ moved: true, reason: { code: 'text' } });
  });

  it('finds no change between a day and itself', () => {
    for (const { moved } of compareAll('2024-05-12', '2024-05-12').values())
      expect(moved).toBe(false);
  });
});
