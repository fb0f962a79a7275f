import fc from 'fast-check';

import { importFile } from './column.js';
import { HeaderNames } from './csv-header.js';
import type { FileFault } from './fault-codes.js';
import { foldedHeader } from './folding.js';
import { HEADER_WITHIN, HeaderSearch, type Row } from './header-search.js';

const text = { type: 'text' } as const;
const FILE = importFile({
  kind: 'rents',
  formats: ['csv'],
  columns: {
    fileNumber: { value: text, aliases: ['numero_allocataire'], required: true },
    name: { value: text, aliases: ['nom'] },
    rent: {
      value: { type: 'amount', unit: 'euros' },
      aliases: ['loyer_hors_charges', 'loyer_hc'],
      perhaps: ['loyer'],
      unlike: ['loyer_cc'],
    },
    rentCents: { value: { type: 'amount', unit: 'cents' }, aliases: ['loyer_hc_centimes'] },
  },
  oneOf: [['rent', 'rentCents']],
});

function search(lines: readonly string[], ignoresUnknown = false) {
  const found = new HeaderSearch(new HeaderNames(FILE, ignoresUnknown));
  const rows = lines.map((line, index): Row => ({ number: index + 1, content: { text: line } }));
  rows.some((row) => found.take(row));
  return found.conclude();
}

function faultsOf(lines: readonly string[], ignoresUnknown = false): readonly FileFault[] {
  const found = search(lines, ignoresUnknown);
  return 'header' in found ? [] : found;
}

describe('the header', () => {
  it.each<[string, string, number[]]>([
    ['fileNumber;rent', ';', [0, -1, 1, -1]],
    ['rentCents,fileNumber', ',', [1, -1, -1, 0]],
    ['fileNumber\trent', '\t', [0, -1, 1, -1]],
    ['fileNumber|rent', '|', [0, -1, 1, -1]],
    [' NUMÉRO ALLOCATAIRE ;"Name";Rent', ';', [0, 1, 2, -1]],
    ['N° d’allocataire;Nom;Loyer HC (€)', ';', [0, 1, 2, -1]],
    ['n°\u00a0Allocataire;NOM;Loyer hors\u202fcharges', ';', [0, 1, 2, -1]],
    ['Nº_allocataire;nom;Loyer-HC en centimes', ';', [0, 1, -1, 2]],
    ['no allocataire;nom;RENT_CENTS', ';', [0, 1, -1, 2]],
    ['fileNumber;rent;;;', ';', [0, -1, 1, -1]],
  ])('reads %s', (line, delimiter, places) => {
    expect(search([line])).toMatchObject({ header: { delimiter, places, ignored: [] }, line: 1 });
  });

  it('knows how many values a line has, and needs', () => {
    expect(search(['name;fileNumber;rent;rentCents;;'])).toMatchObject({
      header: { width: 4, needed: 3 },
    });
    expect(search(['rent;fileNumber;name'])).toMatchObject({ header: { width: 3, needed: 2 } });
  });

  it('says everything that is wrong with it at once', () => {
    expect(faultsOf(['Nom;Prénom;Nom;Loyer charge;Loyer;Loyer CC;'])).toEqual([
      { code: 'unknown-column', column: '2 (B)', line: 1 },
      { code: 'unknown-column', column: '4 (D)', line: 1 },
      { code: 'unknown-column', column: '5 (E)', likely: 'rent', line: 1 },
      // It looks like a rent and is another amount.
      { code: 'unknown-column', column: '6 (F)', line: 1 },
      { code: 'duplicate-column', column: 'name', line: 1 },
      { code: 'missing-column', column: 'fileNumber', line: 1 },
      { code: 'missing-column', column: 'rent / rentCents', line: 1 },
    ]);
  });

  it.each([
    ['loyer hors charge', 'rent'],
    ['Loyer hors charges mensuel', 'rent'],
    ['numéro alocataire', 'fileNumber'],
    ['Surface', undefined],
    ['Martin', undefined],
  ])('guesses what %s means: %s', (header, likely) => {
    const [fault] = faultsOf([`fileNumber;rent;${header}`]);
    expect(fault).toMatchObject({ code: 'unknown-column', column: '3 (C)' });
    expect(fault?.likely).toBe(likely === 'rent' || likely === 'fileNumber' ? likely : undefined);
  });

  it('never says the text of a header', () => {
    fc.assert(
      fc.property(fc.array(fc.string({ minLength: 1 }), { minLength: 1 }), (headers) => {
        const columns = Object.keys(FILE.columns);
        for (const { column, likely } of faultsOf([`fileNumber;${headers.join(';')}`])) {
          const places = /^\d+ \([A-Z]+\)$/;
          const isKnown = column === null || places.test(column) || column === 'rent / rentCents';
          expect(isKnown || columns.includes(column)).toBe(true);
          expect(likely === undefined || columns.includes(likely)).toBe(true);
        }
      }),
      { numRuns: 1_000 },
    );
  });

  it('passes over further columns on request, and names their places', () => {
    const line = `${Array.from({ length: 27 }, (_, n) => `x${String(n)}`).join(';')};rent;fileNumber`;
    const found = search([line], true);
    if (!('header' in found)) throw new Error('no header');
    expect(found.header.ignored.slice(-3)).toEqual(['25 (Y)', '26 (Z)', '27 (AA)']);
    expect(faultsOf(['fileNumber;x'], true)).toEqual([
      { code: 'missing-column', column: 'rent / rentCents', line: 1 },
    ]);
  });

  it.each([
    ['1234567;Martin', 'missing-header'],
    ['Nom;Dupont;Lyon', 'missing-header'],
    ['"fileNumber', 'unreadable-header'],
    ['  [{"fileNumber":"1"}]', 'json-content'],
    ['{"fileNumber":"1"}', 'json-content'],
    ['<table><tr>', 'markup-content'],
  ])('is missed in %s: %s', (line, code) => {
    expect(faultsOf([line])).toEqual([{ code, column: null }]);
  });
});

describe('above the header', () => {
  const header = 'fileNumber;name;rent';
  it.each<[string, string[]]>([
    ['a title', ['Loyers de juillet;;']],
    ['a hint of Excel', ['sep=;']],
    ['a landlord', ['Nom;Agence du Lac;', 'Loyer HC;juillet;']],
    ['an open quote', ['Loyers "juillet;;']],
  ])('may stand %s', (_, above) => {
    const found = search([...above, header, '1;Martin;2']);
    expect(found).toMatchObject({ line: above.length + 1, header: { width: 3 } });
  });

  it('are so many rows at most', () => {
    const titles = (count: number): string[] => Array.from({ length: count }, () => 'Titre;;');
    expect(search([...titles(HEADER_WITHIN - 1), header])).toMatchObject({ line: HEADER_WITHIN });
    expect(faultsOf([...titles(HEADER_WITHIN), header])[0]?.code).toBe('missing-header');
  });

  it('tells the faults of the row that names most columns', () => {
    expect(faultsOf(['Nom;Agence;', 'fileNumber;name;rent;x', '1;2;3;4'])).toEqual([
      { code: 'unknown-column', column: '4 (D)', line: 2 },
    ]);
  });
});

it.each([
  ['N° de dossier', 'numerodossier'],
  ['Œuvre – cœur', 'oeuvrecoeur'],
  ['Straße Łódź', 'strasselodz'],
  ['du', 'du'],
])('compares %s as %s', (header, folded) => {
  expect(foldedHeader(header)).toBe(folded);
});
