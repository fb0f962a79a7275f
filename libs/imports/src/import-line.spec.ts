import type { ImportColumns } from './column.js';
import { type LineFault, LineUnderReview } from './import-line.js';
import { RowReader } from './row-reader.js';

const COLUMNS = {
  name: { value: { type: 'text' }, required: true },
  rent: { value: { type: 'amount', unit: 'euros' } },
} as const satisfies ImportColumns;

const TREE = {
  event: {
    value: {
      type: 'object',
      members: {
        day: { value: { type: 'day' } },
        text: { value: { type: 'text', multiline: true } },
      },
    },
  },
  items: {
    value: { type: 'list', max: 2, members: { n: { value: { type: 'whole' }, required: true } } },
  },
} as const satisfies ImportColumns;

function lineOf<C extends ImportColumns>(
  columns: C,
  fields: readonly unknown[],
  places?: readonly number[],
) {
  const faults: LineFault[] = [];
  const format = places === undefined ? 'ndjson' : 'csv';
  const rows = new RowReader(columns, format, places);
  const line = new LineUnderReview<C>(rows, (fault) => faults.push(fault));
  line.take(2, fields);
  const found = (): string[] => faults.map(({ field, code }) => `${String(field)} ${code}`);
  return { line, faults, found };
}

describe('a line', () => {
  it('gives its values by column, wherever they stand in the file', () => {
    const { line, faults } = lineOf(COLUMNS, ['x', '512,34', ' Martin '], [2, 1]);
    expect(line.accepted(line.read())).toEqual({ name: 'Martin', rent: 51_234 });
    expect(faults).toEqual([]);
  });

  it('has null for a column that the file lacks, and for an empty value', () => {
    expect(lineOf(COLUMNS, ['Martin'], [0, -1]).line.read()).toEqual({
      name: 'Martin',
      rent: null,
    });
    const empty = lineOf(COLUMNS, ['Martin', ' \t '], [0, 1]);
    expect(empty.line.read()).toEqual({ name: 'Martin', rent: null });
    expect(empty.found()).toEqual([]);
  });

  it('records every fault with its column, and is accepted no more', () => {
    const { line, faults } = lineOf(COLUMNS, [null, 'much']);
    const row = line.read();
    line.doubt(null, 'odd');
    expect(row).toEqual({ name: null, rent: null });
    expect(line.accepted(row)).toBeNull();
    expect([line.refused, line.doubted]).toEqual([true, true]);
    expect(faults).toEqual([
      { line: 2, field: 'name', code: 'required', doubt: false },
      { line: 2, field: 'rent', code: 'amount', doubt: false },
      { line: 2, field: null, code: 'odd', doubt: true },
    ]);
    line.take(3, ['Martin', 5]);
    expect([line.number, line.refused, line.doubted]).toEqual([3, false, false]);
  });

  it('reads what lies within a member, and says where it is wrong', () => {
    const event = { day: '2024-02-30', text: 'a\nb', more: 1 };
    const { line, found } = lineOf(TREE, [event, [{ n: 1 }, {}]]);
    expect(line.read()).toEqual({
      event: { day: null, text: 'a\nb' },
      items: [{ n: 1 }, { n: null }],
    });
    expect(found()).toEqual(['event.more unknown-member', 'event.day day', 'items.1.n required']);
  });

  it.each<[unknown, unknown, object, readonly string[]]>([
    [null, null, { event: null, items: [] }, []],
    [undefined, [{ n: 1 }, { n: 2 }], { event: null, items: [{ n: 1 }, { n: 2 }] }, []],
    ['x', [{ n: 1 }, 'x'], { event: null, items: [{ n: 1 }] }, ['event object', 'items.1 object']],
    [[], [{}, {}, {}], { event: null, items: [] }, ['event object', 'items list']],
    [null, {}, { event: null, items: [] }, ['items list']],
  ])('objects and lists: %j and %j', (event, items, row, faults) => {
    const { line, found } = lineOf(TREE, [event, items]);
    expect(line.read()).toEqual(row);
    expect(found()).toEqual(faults);
  });

  it('shows no name of a member that could be a value', () => {
    const { line, found } = lineOf(TREE, [{ '2551099126111': 1, 'Anne Martin': 2 }, null]);
    line.read();
    expect(found()).toEqual(['event unknown-member', 'event unknown-member']);
  });

  it('takes the text out of the marker by which Excel keeps zeros', () => {
    const { line } = lineOf(COLUMNS, ['="Martin"', '="512,34"'], [0, 1]);
    expect(line.read()).toEqual({ name: 'Martin', rent: 51_234 });
    expect(lineOf(COLUMNS, ['=""', '1'], [0, 1]).line.read().name).toBeNull();
    expect(lineOf(COLUMNS, ['=A1', '1'], [0, 1]).line.read().name).toBe('=A1');
  });

  it('doubts a text that was damaged before it came', () => {
    const { line, faults } = lineOf(COLUMNS, ['LefÃ¨vre', '1'], [0, 1]);
    expect(line.accepted(line.read())).toEqual({ name: 'LefÃ¨vre', rent: 100 });
    expect(faults).toEqual([{ line: 2, field: 'name', code: 'damaged-text', doubt: true }]);
  });

  it('knows no member by a name of the prototype', () => {
    const { line, found } = lineOf(TREE, [JSON.parse('{"__proto__": 1, "constructor": 2}'), null]);
    line.read();
    expect(found()).toEqual(['event.__proto__ unknown-member', 'event.constructor unknown-member']);
  });
});
