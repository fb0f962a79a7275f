import fc from 'fast-check';
import { stdnum } from 'stdnum';

import { nirAsWritten, nirKey, readNir, resemblesNir } from './nir.js';

/** Synthetic numbers of every kind the form allows. */
const anyNir = fc
  .record({
    sex: fc.constantFrom('1', '2'),
    year: fc.integer({ min: 0, max: 99 }),
    month: fc.constantFrom('01', '09', '10', '12', '20', '30', '42', '50', '99'),
    departement: fc.constantFrom('01', '19', '2A', '2B', '44', '93', '97', '99'),
    commune: fc.integer({ min: 1, max: 990 }),
    order: fc.integer({ min: 1, max: 999 }),
  })
  .map(
    ({ sex, year, month, departement, commune, order }) =>
      `${sex}${String(year).padStart(2, '0')}${month}${departement}${String(commune).padStart(3, '0')}${String(order).padStart(3, '0')}`,
  );

describe('nirKey', () => {
  it.each([
    ['2951099126111', '93'],
    ['253072B073004', '70'],
    ['253072A073004', '43'],
    ['1990199999001', '10'],
    ['7850744109876', '60'],
  ])('of %s is %s', (nir, key) => {
    expect(nirKey(nir)).toBe(key);
  });

  it('counts Corsica as a million or two less, with a zero for the letter', () => {
    const reduced = (nir: string, less: bigint) =>
      97n - ((BigInt(nir.replace(/[AB]/, '0')) - less) % 97n);
    expect(reduced('253072A073004', 1_000_000n)).toBe(43n);
    expect(reduced('253072B073004', 2_000_000n)).toBe(70n);
  });
});

describe('readNir', () => {
  it.each([
    ['2951099126111', '2951099126111'],
    ['2951099126111 93', '2951099126111'],
    ['2 95 10 99 126 111 93', '2951099126111'],
    ['2 95 10 99 126 111', '2951099126111'],
    ['253072b073004', '253072B073004'],
    ['253072A07300443', '253072A073004'],
    ['1990199999001', '1990199999001'],
    ['1203099123456', '1203099123456'],
  ])('accepts %s', (text, nir) => {
    expect(readNir(text)).toMatchObject({ ok: true, nir });
  });

  it.each([
    ['295109912611192', 'key'],
    ['253072A07300470', 'key'],
    ['7850744109876', 'provisional'],
    ['8850744109876', 'provisional'],
    ['3850744109876', 'provisional'],
    ['4850744109876', 'provisional'],
    ['785074410987661', 'key'],
    ['9850744109876', 'form'],
    ['5850744109876', 'form'],
    ['2951399126111', 'form'],
    ['2951000126111', 'form'],
    ['2951099126000', 'form'],
    ['253072C073004', 'form'],
    ['295109912611', 'form'],
    ['29510991261119', 'form'],
    ['2951099126111930', 'form'],
    ['٢٩٥١٠٩٩١٢٦١١١', 'form'],
    ['', 'form'],
  ])('refuses %p: %s', (text, reason) => {
    expect(readNir(text)).toEqual({ ok: false, reason });
  });

  it('agrees with stdnum on the key', () => {
    fc.assert(
      fc.property(anyNir, (nir) => {
        const { isValid } = stdnum.FR!.nir!.validate(`${nir}${nirKey(nir)}`);
        expect(readNir(`${nir}${nirKey(nir)}`).ok).toBe(true);
        // Of months beyond the civil status, stdnum knows fewer than the register uses.
        if (/^.{3}(0[1-9]|1[0-2])/.test(nir) && !/^.{5}(97|99)/.test(nir))
          expect(isValid).toBe(true);
      }),
    );
  });

  it('sees every wrong key', () => {
    fc.assert(
      fc.property(anyNir, fc.integer({ min: 1, max: 96 }), (nir, by) => {
        const wrong = String(((Number(nirKey(nir)) - 1 + by) % 97) + 1).padStart(2, '0');
        expect(readNir(`${nir}${wrong}`)).toEqual({ ok: false, reason: 'key' });
      }),
    );
  });
});

describe('resemblesNir', () => {
  it.each([
    ['2951099126111', true],
    ['2-95-10-99-126-111', true],
    ['253072a07300443', true],
    ['9999999999999', true],
    ['0000001', false],
    ['no. 2951099126111', false],
    ['29510991261112', false],
    ['2951099126111123', false],
    ['mediator', false],
  ])('%s: %s', (text, expected) => {
    expect(resemblesNir(text)).toBe(expected);
  });
});

describe('nirAsWritten', () => {
  const CORSICAN = '253072A073004';

  it.each([
    [CORSICAN],
    [`${CORSICAN}43`],
    [`${CORSICAN}44`],
    [CORSICAN.toLowerCase()],
    [' 2 53 07 2a 073 004 43\t'],
    ['2-53.07\u20112A\u00a0073\u202f004'],
    ['253\u200b072A\u00ad073004'],
    ['２５３０７２Ａ０７３００４'],
    ['٢٥٣٠٧٢A٠٧٣٠٠٤'],
    ['२५३०७२A०७३००४'],
  ])('reads %j as one number', (text) => {
    expect(nirAsWritten(text)).toBe(CORSICAN);
  });

  it.each(['', 'mediator', '253072A07300', '253072C073004', 'no. 2951099126111'])(
    'finds no number in %j',
    (text) => {
      expect(nirAsWritten(text)).toBeNull();
    },
  );

  it('gives what readNir reads, for each spelling that readNir takes', () => {
    const blanks = fc.array(fc.constantFrom('', ' ', '.', '-', '\u00a0'), {
      minLength: 15,
      maxLength: 15,
    });
    fc.assert(
      fc.property(anyNir, blanks, fc.boolean(), fc.boolean(), (nir, gaps, withKey, small) => {
        const letters = [...(withKey ? `${nir}${nirKey(nir)}` : nir)];
        const text = letters.map((letter, n) => `${letter}${gaps[n] ?? ''}`).join('');
        expect(nirAsWritten(small ? text.toLowerCase() : text)).toBe(nir);
      }),
    );
  });
});
