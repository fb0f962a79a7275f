import fc from 'fast-check';

import { writtenDay } from './written-days.js';

const RUNS = { numRuns: 2_000 };
const invisible = fc.constantFrom('', '\u200b', '\u200e', '\ufeff', ' ');

const date = fc.date({
  min: new Date('1900-01-01'),
  max: new Date('2199-12-31'),
  noInvalidDate: true,
});

it('a day, in any form', () => {
  const form = fc.record({
    separator: fc.constantFrom('/', '-', '.'),
    yearFirst: fc.boolean(),
    padded: fc.boolean(),
    midnight: fc.constantFrom('', ' 00:00:00', ' 00:00', ' 0:00', 'T00:00:00', 'T00:00:00.000Z'),
    invisible,
  });
  fc.assert(
    fc.property(date, form, (day, { separator, yearFirst, padded, midnight, invisible: mark }) => {
      const iso = day.toISOString().slice(0, 10);
      const parts = iso.split('-').map((part) => (padded ? part : String(Number(part))));
      const ordered = yearFirst ? parts : parts.toReversed();
      const text = `${mark}${ordered.join(separator)}${midnight}`;
      expect(writtenDay(text)).toEqual({ day: iso });
    }),
    RUNS,
  );
});
