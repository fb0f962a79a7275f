import fc from 'fast-check';

import { localDate, startOfParisDay } from '@passerelle/kernel';

import { CHANNELS } from '../campaigns/campaign.js';
import type { Anomaly, RentLine } from './line.js';
import {
  acceptedAmong,
  contentOf,
  isSame,
  lineOf,
  type Statement,
  type Version,
  versionOf,
} from './versions.js';

const LINE: RentLine = {
  fileNumber: '0000001',
  lastName: 'Martin',
  birthDate: null,
  landlordSiret: '00000001800010',
  dwellingRef: 'A1',
  referenceYear: 2023,
  rentCents: 60_000,
  chargesCents: null,
  sharedTenancy: false,
  tenantShareCents: null,
  cotenants: null,
  tenantStatus: 'present',
  statusOn: null,
  arrearsCents: null,
  arrearsSince: null,
};

type Given = Partial<Omit<Statement, 'declaredOn' | 'statedAt'>> & { readonly at?: string };

/** A line stated on a day, or at a moment. */
function said(declaredOn: string, { at, ...changes }: Given = {}): Statement {
  const anomalies = changes.anomalies ?? [];
  const day = localDate(declaredOn);
  return {
    ...LINE,
    status: anomalies.length > 0 ? 'to_confirm' : 'accepted',
    channel: 'online',
    ...changes,
    anomalies,
    declaredOn: day,
    statedAt: at === undefined ? startOfParisDay(day) : new Date(`${declaredOn}T${at}Z`),
  };
}

const DOUBT: Anomaly[] = ['rent-change'];

describe('the version that follows from lines', () => {
  it.each<[string, Statement[], Partial<Version>]>([
    [
      'one line',
      [said('2023-09-10', { channel: 'exchange' })],
      { status: 'accepted', firstDeclaredOn: localDate('2023-09-10'), firstChannel: 'exchange' },
    ],
    [
      'the same line on an earlier day, by another channel',
      [said('2023-09-12', { channel: 'exchange' }), said('2023-09-10', { channel: 'paper' })],
      { declaredOn: localDate('2023-09-10'), channel: 'paper', firstChannel: 'paper' },
    ],
    [
      'the same line on one day by three channels',
      CHANNELS.toReversed().map((channel) => said('2023-09-10', { channel })),
      { channel: 'online', firstChannel: 'online' },
    ],
    [
      'two rents, the later day in force and the earlier day counted',
      [said('2023-09-12', { rentCents: 61_000, channel: 'paper' }), said('2023-09-10')],
      {
        rentCents: 61_000,
        channel: 'paper',
        declaredOn: localDate('2023-09-12'),
        firstDeclaredOn: localDate('2023-09-10'),
        firstChannel: 'online',
        rectified: false,
      },
    ],
    [
      'two rents on one day that both lines name: the lower one',
      [said('2023-09-10', { rentCents: 9_000 }), said('2023-09-10', { rentCents: 10_000 })],
      { rentCents: 9_000 },
    ],
    [
      'two rents on one day, one after the other',
      [
        said('2023-09-10', { rentCents: 61_000, at: '10:00:00' }),
        said('2023-09-10', { rentCents: 60_000, at: '09:00:00' }),
      ],
      { rentCents: 61_000 },
    ],
    [
      'a rent that arrives after lines that name the day',
      [said('2023-09-10', { rentCents: 61_000, at: '10:00:00' }), said('2023-09-10')],
      { rentCents: 61_000 },
    ],
    [
      'a rent that comes back',
      [
        said('2023-09-10'),
        said('2024-02-01', { rentCents: 65_000 }),
        said('2024-02-10', { channel: 'paper' }),
      ],
      { rentCents: 60_000, declaredOn: localDate('2023-09-10'), rectified: true },
    ],
    [
      'a first line after the base has changed',
      [said('2024-02-01'), said('2024-02-03')],
      { rectified: false },
    ],
    [
      'a second rent from the day on which the base counts',
      [said('2023-09-10'), said('2024-01-01', { rentCents: 61_000 })],
      { rectified: true },
    ],
    [
      'a second rent before this day, repeated after it',
      [
        said('2023-09-10'),
        said('2023-12-31', { rentCents: 61_000 }),
        said('2024-02-01', { rentCents: 61_000 }),
      ],
      { rentCents: 61_000, rectified: false },
    ],
    [
      'a doubtful line alone',
      [said('2023-09-10', { anomalies: DOUBT })],
      {
        status: 'to_confirm',
        firstDeclaredOn: null,
        firstChannel: null,
        waitingSince: localDate('2023-09-10'),
      },
    ],
    [
      'a doubtful line after another one: declared since the first of them',
      [
        said('2024-02-01', { anomalies: DOUBT, rentCents: 1 }),
        said('2023-12-10', { anomalies: DOUBT }),
      ],
      { status: 'to_confirm', rentCents: 1, waitingSince: localDate('2023-12-10') },
    ],
    [
      'a doubtful line after an accepted one',
      [said('2024-02-01', { anomalies: DOUBT, rentCents: 90_000 }), said('2023-09-10')],
      {
        status: 'to_confirm',
        rentCents: 90_000,
        firstDeclaredOn: localDate('2023-09-10'),
        rectified: false,
      },
    ],
    [
      'a doubtful line that another file says without doubt',
      [said('2023-09-10', { anomalies: ['same-rent'] }), said('2023-09-12')],
      { status: 'accepted', anomalies: [], firstDeclaredOn: localDate('2023-09-10') },
    ],
    [
      'a doubtful line that somebody confirmed',
      [
        said('2023-09-10', { anomalies: DOUBT, status: 'accepted' }),
        said('2023-09-12', { anomalies: DOUBT }),
      ],
      { status: 'accepted', anomalies: DOUBT, firstDeclaredOn: localDate('2023-09-10') },
    ],
    [
      'a withdrawn line and a line before it',
      [said('2023-09-12', { status: 'rejected', rentCents: 1 }), said('2023-09-10')],
      { rentCents: 60_000, status: 'accepted' },
    ],
  ])('%s', (_, lines, expected) => {
    expect(versionOf(lines)).toMatchObject(expected);
    expect(versionOf(lines.toReversed())).toMatchObject(expected);
  });

  it('is none when every line was withdrawn', () => {
    expect(versionOf([said('2023-09-12', { status: 'rejected' })])).toBeNull();
    expect(versionOf([])).toBeNull();
  });

  const lines = fc.array(
    fc
      .record({
        day: fc.constantFrom('2023-09-10', '2023-09-11', '2023-12-31', '2024-01-01', '2024-02-10'),
        rentCents: fc.constantFrom(60_000, 61_000, 90_000),
        lastName: fc.constantFrom('Martin', 'Ælbrecht', '\u{1f600}', '\uffee'),
        channel: fc.constantFrom(...CHANNELS),
        at: fc.constantFrom(undefined, '09:00:00', '10:00:00'),
        oneRent: fc.boolean(),
      })
      .map(({ day, oneRent, rentCents, ...given }) => {
        const doubts: Anomaly[] = rentCents === 90_000 ? ['rent-change'] : [];
        const anomalies: Anomaly[] = oneRent ? [...doubts, 'same-rent'] : doubts;
        return said(day, { ...given, rentCents, anomalies });
      }),
    { minLength: 1, maxLength: 8 },
  );

  it('does not depend on the order of the lines, nor on how often they arrive', () => {
    const arrivals = lines.chain((given) => {
      const twice = [...given, ...given];
      return fc.tuple(fc.constant(given), fc.shuffledSubarray(twice, { minLength: twice.length }));
    });
    fc.assert(
      fc.property(arrivals, ([given, arrived]) => {
        expect(versionOf(arrived)).toEqual(versionOf(given));
      }),
      { numRuns: 2_000 },
    );
  });

  it('follows from the version so far and those that it replaced', () => {
    fc.assert(
      fc.property(lines, (given) => {
        const stored: Statement[] = [];
        for (const line of given) stored.push(versionOf([...stored, line])!, line);
        expect(versionOf(stored)).toEqual(versionOf(given));
      }),
      { numRuns: 2_000 },
    );
  });
});

it('the lines that somebody accepted are those of accepted contents', () => {
  const accepted = said('2023-09-10');
  const doubtful = said('2023-09-12', { anomalies: DOUBT, rentCents: 90_000 });
  expect(acceptedAmong([doubtful, accepted])).toEqual([accepted]);
});

it('two lines say the same when no member differs, and a lower rent comes first', () => {
  for (const member of Object.keys(lineOf(LINE))) {
    if (['referenceYear', 'fileNumber', 'dwellingRef'].includes(member)) continue;
    expect(contentOf({ ...LINE, [member]: 'other' })).not.toBe(contentOf(LINE));
  }
  expect(contentOf({ ...LINE, rentCents: 9_000 }) < contentOf(LINE)).toBe(true);
});

it('a version is the same when nobody sees a difference', () => {
  const version = versionOf([said('2023-09-10')])!;
  expect(isSame(version, { ...version, statedAt: new Date() })).toBe(true);
  const changes = {
    rentCents: 1,
    status: 'to_confirm',
    channel: 'paper',
    declaredOn: '2023-09-11',
    anomalies: DOUBT,
    firstDeclaredOn: null,
    firstChannel: 'paper',
    waitingSince: '2023-09-11',
    rectified: true,
  };
  for (const [member, value] of Object.entries(changes)) {
    expect(isSame(version, { ...version, [member]: value })).toBe(false);
  }
});
