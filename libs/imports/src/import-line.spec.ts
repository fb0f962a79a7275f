import { isLocalDate } from '@passerelle/kernel';
import fc from 'fast-check';

import { type LineFault, LineUnderReview } from './import-line.js';

const names = ['a', 'b'] as const;
const columns = names.map((name) => ({ name }));

function csv(value: string, faults: LineFault[] = []): LineUnderReview {
  const header = { delimiter: ';' as const, width: 1, places: [0, -1] };
  const line = new LineUnderReview(columns, header, (fault) => faults.push(fault));
  line.take(2, [value]);
  return line;
}

function json(value: unknown, faults: LineFault[] = []): LineUnderReview {
  const line = new LineUnderReview(columns, null, (fault) => faults.push(fault));
  line.take(2, [value]);
  return line;
}

describe('a line’s readers', () => {
  it.each<[string, number | undefined]>([
    ['512,34', 51_234],
    ['512.3', 51_230],
    ['512', 51_200],
    ['1 234,50 €', 123_450],
    ['1\u202f234,50', 123_450],
    ['1.234,50', undefined],
    ['512,345', undefined],
    ['1e3', undefined],
    ['-12', undefined],
  ])('amount %s', (text, cents) => {
    expect(csv(text).cents('a')).toBe(cents);
  });

  it('amounts of JSON are exact or refused', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 1_000_000_000 }), (cents) => {
        expect(json(cents / 100).cents('a')).toBe(cents);
      }),
    );
    expect(json(0.001).cents('a')).toBeUndefined();
  });

  it('days are those of the kernel', () => {
    const part = (max: number) => fc.integer({ min: 0, max });
    fc.assert(
      fc.property(part(2_100), part(14), part(33), (year, month, day) => {
        const text = [
          String(year).padStart(4, '0'),
          String(month).padStart(2, '0'),
          String(day).padStart(2, '0'),
        ];
        expect(csv(text.join('-')).day('a') !== undefined).toBe(isLocalDate(text.join('-')));
        expect(csv(text.toReversed().join('/')).day('a')).toBe(csv(text.join('-')).day('a'));
      }),
    );
    expect(json('31/12/2023').day('a')).toBeUndefined();
  });

  it.each<[unknown, string | undefined]>([
    ['2024-03-21T09:30:00.25+01:00', '2024-03-21T08:30:00.250Z'],
    ['2024-02-29T23:59:59Z', '2024-02-29T23:59:59.000Z'],
    ['2024-03-21T08:30:00.123456Z', '2024-03-21T08:30:00.123Z'],
    ['2024-03-21', undefined],
    ['2024-03-21T08:30Z', undefined],
    ['2024-03-21T08:30:00', undefined],
    ['2024-02-30T08:30:00Z', undefined],
    ['2024-03-21T24:00:00Z', undefined],
    ['2024-03-21T08:30:60Z', undefined],
    ['2024-03-21T08:30:00+15:00', undefined],
    ['0001-01-01T00:00:00+14:00', undefined],
    ['9999-12-31T23:59:59-01:00', undefined],
    [1_711_000_000, undefined],
  ])('instant %s', (value, instant) => {
    const faults: LineFault[] = [];
    expect(json(value, faults).instant('a')?.toISOString()).toBe(instant);
    expect(faults.map(({ code }) => code)).toEqual(instant === undefined ? ['instant'] : []);
    if (typeof value === 'string') expect(csv(value).instant('a')?.toISOString()).toBe(instant);
  });

  it.each<[string, boolean | undefined]>([
    ['OUI', true],
    ['0', false],
    ['peut-être', undefined],
    ['constructor', undefined],
  ])('flag %s', (text, flag) => {
    expect(csv(text).flag('a')).toBe(flag);
  });

  it('refuses each fault once, with its column', () => {
    const faults: LineFault[] = [];
    const line = csv(' \t ', faults);
    line.text('a', { required: true });
    line.doubt(null, 'odd');
    expect(line.text('b')).toBeUndefined();
    expect(faults).toEqual([
      { line: 2, field: 'a', code: 'required', doubt: false },
      { line: 2, field: null, code: 'odd', doubt: true },
    ]);
    expect([line.refused, line.doubted]).toEqual([true, true]);
  });

  it.each<[string, (line: LineUnderReview) => unknown, string]>([
    ['text', (line) => line.text('a', { max: 2 }), 'text'],
    ['pattern', (line) => line.text('a', { pattern: /^\d$/ }), 'pattern'],
    ['own code', (line) => line.text('a', { pattern: /^\d$/, code: 'siret' }), 'siret'],
    ['whole', (line) => line.whole('a'), 'whole-number'],
    ['one of', (line) => line.oneOf('a', ['b']), 'one-of'],
  ])('says what is wrong: %s', (_, read, code) => {
    const faults: LineFault[] = [];
    expect(read(csv('abc', faults))).toBeUndefined();
    expect(faults).toMatchObject([{ code, field: 'a' }]);
  });

  it('takes no text for a number in JSON, and no control characters', () => {
    expect(json('12').whole('a')).toBeUndefined();
    expect(json(12).whole('a')).toBe(12);
    expect(json('a\nb').text('a')).toBeUndefined();
    expect(json(null).text('a')).toBeUndefined();
  });

  it('reads what lies within a member, and says where it is wrong', () => {
    const faults: LineFault[] = [];
    const line = json({ day: '2024-02-30', text: 'a\nb', more: 1 }, faults);
    const inner = line.object('a', ['day', 'text']);
    expect(inner?.day('day')).toBeUndefined();
    expect(inner?.text('text')).toBeUndefined();
    expect(inner?.text('text', { multiline: true })).toBe('a\nb');
    expect(line.refused).toBe(true);
    expect(faults.map(({ field, code }) => `${String(field)} ${code}`)).toEqual([
      'a unknown-member',
      'a.day day',
      'a.text text',
    ]);
  });

  it('reads lists of objects up to their limit', () => {
    const faults: LineFault[] = [];
    const read = (value: unknown, max = 2) =>
      json(value, faults)
        .list('a', ['n'], { max })
        .map((item) => item.whole('n', { required: true }));
    expect(read([{ n: 1 }, { n: 2 }])).toEqual([1, 2]);
    expect(read(null)).toEqual([]);
    expect(read([{ n: 1 }, {}])).toEqual([1, undefined]);
    expect(read([{ n: 1 }, 'x'])).toEqual([1]);
    expect(read([{ n: 1 }], 0)).toEqual([]);
    expect(read({})).toEqual([]);
    expect(json('x', faults).object('a', ['n'])).toBeUndefined();
    expect(json(null, faults).object('a', ['n'])).toBeUndefined();
    expect(faults.map(({ field, code }) => `${String(field)} ${code}`)).toEqual([
      'a.1.n required',
      'a.1 object',
      'a list',
      'a list',
      'a object',
    ]);
  });
});
