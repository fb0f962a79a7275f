import fc from 'fast-check';

import {
  groupBy,
  type LocalDate,
  localDate,
  newId,
  startOfParisDay,
  surnamesKey,
} from '@passerelle/kernel';

import { fileNumber, LANDLORD } from '../../test/campaign.js';
import {
  MergedChunks,
  type StagedLine,
  stagedLine as line,
  THRESHOLDS,
} from '../../test/merged-chunks.js';
import { type Channel, CHANNELS } from '../campaigns/campaign.js';
import { ConfirmationsRepository } from '../declarations/confirmations.repository.js';
import { confirmedVersion } from '../declarations/judgement.js';
import { ANOMALIES, anomaliesOf } from '../declarations/line.js';
import {
  acceptedInForce,
  type Statement,
  type Version,
  versionOf,
} from '../declarations/versions.js';
import { statedEvents } from '../tenancy-events/stated-events.js';
import { StatedEventsService } from '../tenancy-events/stated-events.service.js';

let chunks: MergedChunks;

beforeAll(async () => {
  chunks = await MergedChunks.start();
});

afterAll(() => chunks.test.stop());

beforeEach(() => chunks.empty());

const DAYS = ['2023-09-10', '2023-09-12', '2023-12-31', '2024-01-01', '2024-02-10'].map(localDate);
const NOTHING_KNOWN = {
  landlordSiret: LANDLORD,
  birthDate: null,
  leaseStartsOn: null,
  previousChargesCents: null,
  ceilingCents: null,
};
const RENT_LINE = {
  landlordSiret: LANDLORD,
  dwellingRef: 'A',
  referenceYear: 2023,
  sharedTenancy: false,
  tenantShareCents: null,
  cotenants: null,
} as const;

const CONFIRMING = { by: newId(), at: new Date('2024-03-01T08:00:00Z') };

/** As many tenancies as a run compares: each has lines in some of the files. */
const TENANTS = 40;
const EXPECTED = {
  nameKey: 'MARTIN',
  previousRentCents: 60_000,
  aidCents: 25_000,
  aidPaidTo: 'landlord',
} as const;

interface GivenFile {
  readonly channel: Channel;
  readonly arrivedOn: LocalDate;
  readonly lines: readonly Partial<StagedLine>[];
}

const DEPARTED = { tenantStatus: 'departed', statusOn: localDate('2023-08-10') } as const;
const OWING = { arrearsCents: 100_000, arrearsSince: localDate('2023-07-05') };
const STATES: Partial<StagedLine>[] = [
  {},
  DEPARTED,
  DEPARTED,
  { ...DEPARTED, statusOn: localDate('2023-09-09') },
  { ...DEPARTED, tenantStatus: 'deceased' },
  { ...DEPARTED, tenantStatus: 'management_end' },
  OWING,
  { ...OWING, arrearsCents: 60_000 },
  { ...DEPARTED, ...OWING },
];
const said = fc
  .tuple(
    fc.record({
      rentCents: fc.constantFrom(60_000, 60_100, 90_000),
      lastName: fc.constantFrom('Martin', 'Martin', 'Durand'),
      declaredOn: fc.constantFrom(null, ...DAYS),
    }),
    fc.constantFrom(...STATES),
  )
  .map(([given, state]): Partial<StagedLine> => ({ ...given, ...state }));
const files: fc.Arbitrary<GivenFile[]> = fc.array(
  fc
    .tuple(
      fc.constantFrom(...CHANNELS),
      fc.constantFrom(...DAYS),
      fc.array(fc.option(said), { minLength: TENANTS, maxLength: TENANTS }),
      fc.boolean(),
    )
    .map(([channel, arrivedOn, tenants, uniform]) => ({
      channel,
      arrivedOn,
      lines: tenants.flatMap((given, index) => {
        if (given === null) return [];
        const rent = uniform ? { rentCents: 60_000 } : {};
        return [{ ...given, ...rent, fileNumber: fileNumber(index + 1) }];
      }),
    })),
  { minLength: 2, maxLength: 5 },
);

/** The files, and each of them twice in any order. */
const arrivals = files.chain((given) => {
  const twice = [...given, ...given];
  return fc.tuple(fc.constant(given), fc.shuffledSubarray(twice, { minLength: twice.length }));
});

const noonOf = (day: LocalDate): Date => new Date(startOfParisDay(day).getTime() + 12 * 3_600_000);

type Settle = (version: Version, lines: readonly Statement[]) => Version;

/** The lines of all files, by tenancy. */
function linesOf(given: readonly GivenFile[]): Statement[][] {
  const statements = given.flatMap(({ channel, arrivedOn, lines }) => {
    const sameRent = new Set(lines.map(({ rentCents }) => rentCents)).size === 1;
    return lines.map((changes): Statement => {
      const stated = line(0, changes);
      const anomalies = anomaliesOf(
        { ...stated, nameKey: surnamesKey(stated.lastName) },
        { ...NOTHING_KNOWN, ...EXPECTED },
        { lines: lines.length, sameRent },
        THRESHOLDS,
      );
      const { declaredOn } = stated;
      return {
        ...RENT_LINE,
        ...stated,
        anomalies,
        status: anomalies.length === 0 ? 'accepted' : 'to_confirm',
        channel,
        declaredOn: declaredOn ?? arrivedOn,
        statedAt: declaredOn === null ? noonOf(arrivedOn) : startOfParisDay(declaredOn),
      };
    });
  });
  return [...groupBy(statements, ({ fileNumber }) => fileNumber).entries()]
    .sort(([one], [other]) => (one < other ? -1 : 1))
    .map(([, lines]) => lines);
}

/** What the law says of the lines of all files, whatever their order. */
function versionsByLaw(
  given: readonly GivenFile[],
  settle: Settle = (version) => version,
): unknown[] {
  return linesOf(given).map((lines) => {
    const version = settle(versionOf(lines)!, lines);
    return Object.fromEntries(SHOWN.map((member) => [member, version[member]]));
  });
}

/** The events that the accepted lines of a tenancy state, whatever their order. */
function eventsByLaw(lines: readonly Statement[]): unknown[] {
  const inForce = acceptedInForce(lines);
  if (inForce === null) return [];
  return statedEvents({ ...inForce, ...EXPECTED, expectedChargesCents: null })
    .sort((one, other) => (one.kind < other.kind ? -1 : 1))
    .map(({ kind, occurredOn, reportedOn, effect }) => ({
      fileNumber: inForce.fileNumber,
      kind,
      occurredOn,
      reportedOn,
      late: effect.reportDueOn !== null && reportedOn > effect.reportDueOn,
      thresholdCents: 'thresholdCents' in effect ? effect.thresholdCents : null,
      planDueOn: 'planDueOn' in effect ? effect.planDueOn : null,
      lastDayOfRight: effect.lastDayOfRight,
    }));
}

const events = () =>
  chunks.test.transactions.read(
    `select file_number as "fileNumber", kind, occurred_on as "occurredOn", reported_on as "reportedOn",
       coalesce(reported_on > report_due_on, false) as late, threshold_cents as "thresholdCents",
       plan_due_on as "planDueOn", last_day_of_right as "lastDayOfRight"
     from tenancy_events where cancelled_at is null order by file_number, kind`,
  );

const SHOWN = [
  ...(['fileNumber', 'rentCents', 'lastName', 'status', 'channel', 'anomalies'] as const),
  ...(['declaredOn', 'statedAt', 'firstDeclaredOn', 'firstChannel', 'waitingSince'] as const),
  ...(['rectified'] as const),
];

const versions = () =>
  chunks.test.transactions.read(
    `select file_number as "fileNumber", rent_cents as "rentCents", last_name as "lastName", status,
       channel, anomalies, declared_on as "declaredOn", stated_at as "statedAt",
       first_declared_on as "firstDeclaredOn", first_channel as "firstChannel", waiting_since as "waitingSince", rectified
     from declarations order by file_number`,
  );

/** Merges the files into empty tables, in their order. */
async function mergeAll(arrived: readonly GivenFile[]): Promise<void> {
  await chunks.test.transactions.run(async (tx) => {
    await tx.query(
      `delete from declarations; delete from declaration_history; delete from tenancy_events;
       delete from roster_entries`,
    );
    await chunks.expectTenants(
      tx,
      Array.from({ length: TENANTS }, () => EXPECTED),
    );
  });
  for (const { channel, arrivedOn, lines } of arrived) {
    const importId = newId();
    await chunks.merge(
      lines.map((changes, index) => line(index + 1, changes)),
      { importId, channel, today: arrivedOn, recordedAt: noonOf(arrivedOn) },
      (tx) => chunks.test.service.app.get(StatedEventsService).ofImport(tx, importId),
    );
  }
}

describe('the merge of files', () => {
  it('keeps to the law of merge, in any order and with repeated files', async () => {
    await fc.assert(
      fc.asyncProperty(arrivals, async ([given, arrived]) => {
        await mergeAll(arrived);
        expect(await versions()).toEqual(versionsByLaw(given));
        expect(await events()).toEqual(linesOf(given).flatMap(eventsByLaw));
      }),
      { numRuns: 30 },
    );
  });

  it('is followed by confirmations that accept what the rule accepts', async () => {
    const confirmations = chunks.test.service.app.get(ConfirmationsRepository);
    const anomaly = fc.option(fc.constantFrom(...ANOMALIES));
    await fc.assert(
      fc.asyncProperty(arrivals, anomaly, async ([given, arrived], asked) => {
        await mergeAll(arrived);
        const filter = {
          referenceYear: 2023,
          reach: LANDLORD,
          landlordSiret: LANDLORD,
          importId: null,
          anomaly: asked,
        };
        const confirmed = await chunks.test.transactions.run(async (tx) => {
          const all = [];
          for (let after = null; ;) {
            const page = await confirmations.confirm(tx, filter, CONFIRMING, after, 7);
            all.push(...page);
            await chunks.test.service.app.get(StatedEventsService).ofDeclarations(
              tx,
              page.map(({ id }) => id),
            );
            if (page.length < 7) return all;
            after = page.at(-1)!;
          }
        });
        const isConfirmed = ({ status, anomalies }: Version): boolean =>
          status === 'to_confirm' && (asked === null || anomalies.join() === asked);
        const settled = versionsByLaw(given, (version, lines) =>
          isConfirmed(version) ? confirmedVersion(version, lines) : version,
        );
        expect(await versions()).toEqual(settled);
        const tenancies = linesOf(given).map((lines) => ({ lines, version: versionOf(lines)! }));
        expect(confirmed).toHaveLength(
          tenancies.filter(({ version }) => isConfirmed(version)).length,
        );
        expect(await events()).toEqual(
          tenancies.flatMap(({ lines, version }) =>
            eventsByLaw(
              isConfirmed(version) ? [...lines, { ...version, status: 'accepted' }] : lines,
            ),
          ),
        );
      }),
      { numRuns: 30 },
    );
  });
});
