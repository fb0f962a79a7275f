import fc from 'fast-check';

import { addDays, type LocalDate, localDate } from '@passerelle/kernel';

import { SnapshotsInForce } from './snapshots-in-force.js';

interface Dated {
  updatedOn: LocalDate;
  version: number;
}

const day = fc
  .integer({ min: 0, max: 30 })
  .map((offset) => addDays(localDate('2024-03-01'), offset));
const snapshots = fc.uniqueArray(
  fc.record({ updatedOn: day, version: fc.integer({ min: 1, max: 4 }) }),
  {
    selector: ({ updatedOn, version }) => `${updatedOn} ${String(version)}`,
  },
);

describe('SnapshotsInForce', () => {
  it('finds the last version of the latest update, added in any order', () => {
    fc.assert(
      fc.property(snapshots, day, (all, asked) => {
        const inForce = new SnapshotsInForce<Dated>();
        for (const snapshot of all) inForce.add(snapshot);
        const order = ({ updatedOn, version }: Dated): string => `${updatedOn} ${String(version)}`;
        const sorted = [...all].sort((a, b) => order(a).localeCompare(order(b)));
        expect(inForce.on(asked)).toBe(sorted.filter(({ updatedOn }) => updatedOn <= asked).at(-1));
        expect(inForce.on()).toBe(sorted.at(-1));
      }),
      { numRuns: 500 },
    );
  });

  it('keeps the snapshot that it has when the same version is added again', () => {
    const snapshot = { updatedOn: localDate('2024-03-26'), version: 1 };
    const inForce = new SnapshotsInForce<Dated>();
    inForce.add(snapshot);
    inForce.add({ ...snapshot });
    expect(inForce.on()).toBe(snapshot);
  });
});
