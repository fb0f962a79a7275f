import fc from 'fast-check';

import { addDays, localDate, startOfParisDay } from '@passerelle/kernel';

import {
  type Background,
  confirmedVersion,
  judgeCorrection,
  judgeDeclaration,
  type Submission,
  withdrawnVersion,
} from './judgement.js';
import type { RentLine } from './line.js';
import { lineOf, type Version } from './versions.js';

const SIRET = '00000001800010';
const OTHER_SIRET = '35600000000048';
const LINE: RentLine = {
  fileNumber: '0000001',
  lastName: 'Martin',
  birthDate: null,
  landlordSiret: SIRET,
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
const SUBMISSION: Submission = {
  line: LINE,
  channel: 'online',
  today: localDate('2023-09-10'),
  now: new Date('2023-09-10T08:00:00Z'),
  ownSiret: SIRET,
};
const TENANCY = {
  landlordSiret: SIRET,
  nameKey: 'MARTIN',
  birthDate: null,
  leaseStartsOn: localDate('2023-07-10'),
  previousRentCents: 60_000,
  previousChargesCents: 5_000,
  ceilingCents: 40_000,
};
const BACKGROUND: Background = {
  campaign: {
    referenceYear: 2023,
    opensOn: localDate('2023-08-01'),
    suspensionOn: localDate('2024-01-15'),
    closesOn: localDate('2024-03-31'),
    correctionEndsOn: localDate('2024-06-30'),
  },
  roster: { tenancy: TENANCY, hasLandlord: true, hasTenant: true, hasTenantOfLandlord: true },
  before: null,
  replaced: [],
  thresholds: {
    rentChangePercent: 30,
    ceilingFactor: 3,
    chargesToleranceCents: 100,
    sameRentLines: 10,
  },
};
/** The rent that the check of charges finds doubtful. */
const DOUBTFUL = { ...LINE, rentCents: 65_000 };
const BEFORE: Version = {
  ...LINE,
  rentCents: 59_000,
  status: 'accepted',
  channel: 'exchange',
  anomalies: [],
  declaredOn: localDate('2023-08-20'),
  statedAt: new Date('2023-08-20T08:00:00Z'),
  firstDeclaredOn: localDate('2023-08-20'),
  firstChannel: 'exchange',
  waitingSince: null,
  rectified: false,
};
const NOWHERE = { tenancy: null, hasLandlord: false, hasTenant: false, hasTenantOfLandlord: false };

const judged = (submission: object = {}, background: object = {}) =>
  judgeDeclaration({ ...SUBMISSION, ...submission }, { ...BACKGROUND, ...background });

describe('a declaration is refused', () => {
  const departed = { ...LINE, tenantStatus: 'departed', statusOn: '2023-07-09' };
  it.each([
    ['outside the campaign', { today: '2023-07-31' }, {}, 'outside-campaign'],
    ['for another landlord', { ownSiret: OTHER_SIRET }, {}, 'foreign-landlord'],
    ['for another year', { line: { ...LINE, referenceYear: 2022 } }, {}, 'wrong-year'],
    ['for a departure before the lease', { line: departed }, {}, 'before-lease'],
  ])('%s', (_, submission, background, code) => {
    expect(judged(submission, background)).toMatchObject({
      outcome: 'refused',
      faults: [{ code }],
    });
  });

  it('with every fault of the line at once, before the roster is asked', () => {
    const line = { ...LINE, referenceYear: 2022, arrearsCents: 1 };
    const { faults } = judged({ line }, { roster: NOWHERE }) as { faults?: unknown };
    expect(faults).toMatchObject([{ code: 'wrong-year' }, { code: 'arrears-date-required' }]);
  });
});

describe('a line without an expected tenancy', () => {
  const tenant = { ...NOWHERE, hasLandlord: true, hasTenant: true };
  it.each([
    // roster, who declares, field, code
    [{ ...tenant, hasTenantOfLandlord: true }, SIRET, 'dwellingRef', 'unknown-dwelling'],
    [{ ...tenant, hasTenantOfLandlord: true }, null, 'dwellingRef', 'unknown-dwelling'],
    [NOWHERE, SIRET, 'landlordSiret', 'unknown-landlord'],
    [NOWHERE, null, 'landlordSiret', 'unknown-landlord'],
    [{ ...NOWHERE, hasTenant: true }, null, 'landlordSiret', 'unknown-landlord'],
    [tenant, null, 'fileNumber', 'other-landlords-tenant'],
    [{ ...tenant, hasTenant: false }, null, 'fileNumber', 'unknown-tenant'],
    // A landlord learns nothing about the tenants of others.
    [tenant, SIRET, 'fileNumber', 'not-your-tenant'],
    [{ ...tenant, hasTenant: false }, SIRET, 'fileNumber', 'not-your-tenant'],
  ])('%p, declared by %s: %s %s', (roster, ownSiret, field, code) => {
    const submission = { ownSiret, channel: ownSiret === null ? 'paper' : 'online' };
    const refused = { outcome: 'refused', faults: [{ field, code }] };
    expect(judged(submission, { roster })).toEqual(refused);
    const elsewhere = { ...TENANCY, landlordSiret: OTHER_SIRET };
    expect(judged(submission, { roster: { ...roster, tenancy: elsewhere } })).toEqual(refused);
  });
});

describe('a declaration is recorded', () => {
  const FIRST = {
    firstDeclaredOn: '2023-09-10',
    firstChannel: 'online',
    waitingSince: null,
    rectified: false,
  };
  const NEVER = { firstDeclaredOn: null, firstChannel: null, waitingSince: null, rectified: false };
  const EARLIER = {
    firstDeclaredOn: '2023-08-20',
    firstChannel: 'exchange',
    waitingSince: null,
    rectified: false,
  };
  const WAITING = { ...BEFORE, ...NEVER, status: 'to_confirm' };

  it.each([
    // line, version before, status, acceptance
    ['a first line', LINE, null, 'accepted', FIRST],
    ['a doubtful first line', DOUBTFUL, null, 'to_confirm', NEVER],
    ['another line', LINE, BEFORE, 'accepted', EARLIER],
    ['another line, doubtful', DOUBTFUL, BEFORE, 'to_confirm', EARLIER],
    ['a line after one that waits', LINE, WAITING, 'accepted', FIRST],
    ['a doubtful line after one that waits', DOUBTFUL, WAITING, 'to_confirm', NEVER],
    ['a line after a withdrawn one', LINE, { ...WAITING, status: 'rejected' }, 'accepted', FIRST],
  ])('%s', (_, line, before, status, acceptance) => {
    expect(judged({ line }, { before })).toEqual({
      outcome: 'recorded',
      version: {
        ...line,
        status,
        channel: 'online',
        anomalies: status === 'accepted' ? [] : ['rent-with-charges'],
        declaredOn: '2023-09-10',
        statedAt: SUBMISSION.now,
        ...acceptance,
        waitingSince:
          status === 'accepted'
            ? null
            : before?.status === 'to_confirm'
              ? '2023-08-20'
              : '2023-09-10',
      },
    });
  });

  it('as a rectification, from the day on which the base counts', () => {
    const late = judged({ today: localDate('2024-01-01') }, { before: BEFORE });
    expect(late).toMatchObject({ version: { ...EARLIER, rectified: true } });
  });
});

it('a correction is judged after the close as well', () => {
  const late = { ...SUBMISSION, today: localDate('2024-04-01') };
  expect(judgeDeclaration(late, BACKGROUND)).toMatchObject({ outcome: 'refused' });
  expect(judgeCorrection(late, { ...BACKGROUND, before: BEFORE })).toMatchObject({
    outcome: 'recorded',
    version: { status: 'accepted', declaredOn: '2024-04-01', rectified: true },
  });
  const wrong = { ...late, line: { ...LINE, referenceYear: 2022 } };
  expect(judgeCorrection(wrong, BACKGROUND)).toMatchObject({ faults: [{ code: 'wrong-year' }] });
});

describe('a doubtful version', () => {
  const waiting: Version = {
    ...DOUBTFUL,
    status: 'to_confirm',
    channel: 'online',
    anomalies: ['rent-with-charges'],
    declaredOn: localDate('2023-09-10'),
    statedAt: new Date('2023-09-10T08:00:00Z'),
    firstDeclaredOn: null,
    firstChannel: null,
    waitingSince: localDate('2023-09-10'),
    rectified: false,
  };

  const later = new Date('2023-09-12T08:00:00Z');

  it('is accepted, and counts from the day of its declaration', () => {
    expect(confirmedVersion(waiting, [])).toEqual({
      ...waiting,
      status: 'accepted',
      firstDeclaredOn: '2023-09-10',
      firstChannel: 'online',
      waitingSince: null,
    });
  });

  it('is rejected when nothing was in force before', () => {
    const rejected = { ...waiting, status: 'rejected', statedAt: later, waitingSince: null };
    expect(withdrawnVersion(waiting, [], later)).toEqual(rejected);
    const doubtful = { ...waiting, rentCents: 1, declaredOn: localDate('2023-09-09') };
    expect(withdrawnVersion(waiting, [doubtful], later)).toEqual(rejected);
  });

  it('gives way to the version that was in force, from the withdrawal on', () => {
    const acceptance = {
      firstDeclaredOn: localDate('2023-08-20'),
      firstChannel: 'exchange',
    } as const;
    const { statedAt: _since, ...inForce } = BEFORE;
    const withdrawn = withdrawnVersion({ ...waiting, ...acceptance }, [waiting, BEFORE], later);
    expect(withdrawn).toEqual({ ...inForce, ...acceptance, statedAt: later });
  });

  it('comes after the version on record, whatever the clock says', () => {
    const before = { ...BEFORE, statedAt: new Date('2023-09-10T08:00:00.500Z') };
    expect(judged({}, { before })).toMatchObject({
      version: { rentCents: LINE.rentCents, statedAt: new Date('2023-09-10T08:00:00.501Z') },
    });
  });

  it('is repeated on a later day, which nobody sees', () => {
    const again = { today: localDate('2023-09-12'), now: later };
    expect(judged(again, { before: BEFORE, line: BEFORE })).toMatchObject({ outcome: 'recorded' });
    const submission = { ...again, line: lineOf(BEFORE) };
    expect(judged(submission, { before: BEFORE })).toEqual({
      outcome: 'repeated',
      restatedAt: later,
    });
  });
});

describe('whatever is declared', () => {
  const day = fc.integer({ min: 0, max: 240 }).map((n) => addDays(localDate('2023-08-01'), n));
  const line = fc.record({
    rentCents: fc.constantFrom(0, 55_000, 60_000, 65_000, 130_000),
    lastName: fc.constantFrom('Martin', 'MARTIN', 'Durand'),
    arrearsCents: fc.constantFrom(null, 0),
  });
  const steps = fc.array(fc.tuple(line, day, fc.constantFrom('online', 'exchange', 'paper')), {
    minLength: 1,
    maxLength: 8,
  });

  it('a repetition changes nothing, and an acceptance is never lost', () => {
    fc.assert(
      fc.property(steps, (declared) => {
        let before: Version | null = null;
        const replaced: Version[] = [];
        for (const [changes, today, channel] of declared) {
          const submission = {
            ...SUBMISSION,
            line: { ...LINE, ...changes },
            today,
            now: startOfParisDay(today),
            channel,
          } as const;
          const judgement = judgeDeclaration(submission, { ...BACKGROUND, before, replaced });
          if (judgement.outcome === 'refused') throw new Error('no such line is refused');
          if (judgement.outcome === 'recorded') {
            const { version } = judgement;
            expect(lineOf(version)).toEqual(submission.line);
            expect(version.status === 'to_confirm').toBe(version.anomalies.length > 0);
            if (before?.firstDeclaredOn != null) {
              expect(version.firstDeclaredOn! <= before.firstDeclaredOn).toBe(true);
            }
            if (before !== null) replaced.push(before);
            before = version;
          }
          const again = judgeDeclaration(submission, { ...BACKGROUND, before, replaced });
          expect(again).toMatchObject({ outcome: 'repeated' });
        }
      }),
    );
  });
});
