import fc from 'fast-check';

import { localDate, newId, surnamesKey } from '@passerelle/kernel';
import { eventually } from '@passerelle/testing';

import { LANDLORD } from '../../test/campaign.js';
import { MergedChunks, stagedLine as line, THRESHOLDS } from '../../test/merged-chunks.js';
import { anomaliesOf } from '../declarations/line.js';

let chunks: MergedChunks;

beforeAll(async () => {
  chunks = await MergedChunks.start();
});

afterAll(() => chunks.test.stop());

beforeEach(() => chunks.empty());

/** A file that arrives some minutes after the first one. */
const LATER = { importId: newId(), recordedAt: new Date('2023-09-10T08:30:00Z') };

const NAMES = [
  ...['Martin', 'MARTIN', 'Mártin', 'Durand', 'Durand ép. Martin', 'Martin née Durand'],
  ...['Martin-Dupont', 'Ælbrecht', 'AELBRECHT', 'De la Tour', 'DELATOUR', 'La Tour', '-'],
];

const stored = () =>
  chunks.test.transactions.read<{ fileNumber: string; rentCents: number; version: number }>(
    `select file_number as "fileNumber", rent_cents as "rentCents", version, status
     from declarations order by file_number`,
  );

describe('merge', () => {
  const amount = fc.constantFrom(null, 0, 5_000, 16_000, 50_000, 60_000);
  const birthDate = fc.constantFrom(null, localDate('1980-01-01'), localDate('1980-01-02'));
  const name = fc.constantFrom(...NAMES);
  const rentCents = fc.oneof(
    fc.integer({ min: 0, max: 90_000 }),
    fc.constantFrom(0, 50_000, 55_000, 55_100, 55_101, 65_000, 65_001),
  );
  const pair = fc.record({
    rentCents,
    chargesCents: amount,
    birthDate,
    lastName: name,
    expected: fc.record({
      nameKey: fc.constantFrom(...NAMES.map(surnamesKey)),
      birthDate,
      previousRentCents: amount,
      previousChargesCents: amount,
      ceilingCents: amount,
    }),
  });
  const mixed = fc.array(pair, { minLength: 1, maxLength: 60 });
  const uniform = fc
    .tuple(mixed, rentCents)
    .map(([pairs, rent]) => pairs.map((given) => ({ ...given, rentCents: rent })));

  it('finds the anomalies that the rule finds', async () => {
    const seen = new Set<string>();
    await fc.assert(
      fc.asyncProperty(fc.oneof(mixed, uniform), async (pairs) => {
        await chunks.test.transactions.run(async (tx) => {
          await tx.query('delete from declarations; delete from roster_entries');
          await chunks.expectTenants(
            tx,
            pairs.map(({ expected }) => expected),
          );
        });
        const lines = pairs.map((given, index) => line(index + 1, given));
        const landlordLines = {
          lines: lines.length,
          sameRent: new Set(lines.map(({ rentCents }) => rentCents)).size === 1,
        };
        const doubts = pairs.flatMap((given, index) =>
          anomaliesOf(
            { ...given, nameKey: surnamesKey(given.lastName) },
            { ...given.expected, landlordSiret: LANDLORD, leaseStartsOn: null },
            landlordLines,
            THRESHOLDS,
          ).map((code) => {
            seen.add(code);
            return `${String(index + 1)} ${code}`;
          }),
        );
        expect(await chunks.merge(lines)).toEqual(doubts.sort());
      }),
      { numRuns: 60 },
    );
    expect(seen.size).toBe(7);
  });

  it('leaves alone what is known, also when it was confirmed', async () => {
    await chunks.test.transactions.run((tx) =>
      chunks.expectTenants(tx, [{}, { previousRentCents: 10_000 }]),
    );
    expect(await chunks.merge([line(1), line(2)])).toEqual(['2 rent-change']);
    const before = await stored();
    expect(await chunks.merge([line(1), line(2)], { importId: newId() })).toEqual([
      '2 rent-change',
    ]);
    await chunks.test.transactions.run((tx) =>
      tx.query(`update declarations set status = 'accepted', first_declared_on = declared_on`),
    );
    expect(await chunks.merge([line(1), line(2)], { importId: newId() })).toEqual([]);
    expect(await stored()).toEqual(before.map((row) => ({ ...row, status: 'accepted' })));
  });

  it('finds what another import brings at the same moment', async () => {
    await chunks.test.transactions.run((tx) => chunks.expectTenants(tx, [{}, {}, {}]));
    let letCommit: () => void = () => undefined;
    const mayCommit = new Promise<void>((resolve) => (letCommit = resolve));
    let tellMerged: () => void = () => undefined;
    const merged = new Promise<void>((resolve) => (tellMerged = resolve));
    const first = chunks.merge([line(1), line(2)], {}, async () => {
      tellMerged();
      await mayCommit;
    });
    await merged;
    const second = chunks.merge([line(1), line(2, { rentCents: 61_000 }), line(3)], LATER);
    await eventually(async () => {
      const waiting = await chunks.test.transactions.read(
        `select 1 from pg_locks where not granted and pid in (
           select pid from pg_locks
           where database = (select oid from pg_database where datname = current_database()))`,
      );
      expect(waiting).toHaveLength(1);
    });
    letCommit();
    await Promise.all([first, second]);
    expect(await stored()).toMatchObject([
      { rentCents: 60_001, version: 1 },
      { rentCents: 61_000, version: 2 },
      { rentCents: 60_003, version: 1 },
    ]);
  });

  it('keeps what a later file replaces, and takes a refused file back', async () => {
    await chunks.test.transactions.run((tx) => chunks.expectTenants(tx, [{}, {}, {}]));
    await chunks.merge([line(1), line(2)]);
    const before = await stored();
    await chunks.merge([line(1, { rentCents: 61_000 }), line(2), line(3)], LATER);
    expect(await stored()).toMatchObject([
      { rentCents: 61_000, version: 2 },
      { rentCents: 60_002, version: 1 },
      { rentCents: 60_003, version: 1 },
    ]);
    await chunks.test.transactions.run((tx) => chunks.repository.discard(tx, LATER.importId));
    expect(await stored()).toEqual([{ ...before[0], version: 3 }, before[1]]);
    const history = await chunks.test.transactions.read<{ rentCents: number }>(
      'select version, rent_cents as "rentCents" from declaration_history order by version',
    );
    expect(history).toEqual([
      { version: 1, rentCents: 60_001 },
      { version: 2, rentCents: 61_000 },
    ]);
  });
});
