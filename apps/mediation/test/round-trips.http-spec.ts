import { type CallOptions, roundTripsOfCall, TestService } from '@passerelle/testing';

import { mediation } from '../src/service.js';
import {
  as,
  knowMediators,
  OTHER_MEDIATOR,
  referralBody,
  register,
  registerAdmissible,
} from './cases.js';

let test: TestService;

beforeAll(async () => {
  test = await TestService.start(mediation);
  await knowMediators(test);
});

afterAll(async () => {
  await test.stop();
});

/** How often a request waits for PostgreSQL; the statements are shown when the number is another. */
async function expectTrips(
  count: number,
  method: string,
  path: string,
  options: Partial<CallOptions> = {},
): Promise<void> {
  const trips = await roundTripsOfCall(test, method, path, { as: as.mediator, ...options });
  expect(trips).toHaveLength(count);
}

const keyed = (key: string) => ({ headers: { 'idempotency-key': key } });

describe('round trips', () => {
  // begin, lock and look; number, case and step; event, answer and commit.
  it('of a registration with a key: 3', async () => {
    await expectTrips(3, 'POST', 'referrals', { body: referralBody(), ...keyed('first') });
    await expectTrips(2, 'POST', 'referrals', { body: referralBody(), ...keyed('first') });
  });

  it('of a registration without a key: 2', async () => {
    await expectTrips(2, 'POST', 'referrals', { body: referralBody() });
  });

  // begin, lock and look; case; next version and step; event, answer and commit.
  it('of a change with a key: 4', async () => {
    const { id } = await register(test);
    const body = { decision: 'admissible', notifiedOn: '2024-02-09' };
    await expectTrips(4, 'POST', `referrals/${id}/admissibility`, { body, ...keyed('second') });
  });

  it('of a change without a key: 3', async () => {
    const { id } = await register(test);
    await expectTrips(3, 'POST', `referrals/${id}/withdrawal`, { body: {} });
  });

  it('of a handover: 4, one of them for the mediator who takes over', async () => {
    const { id } = await register(test);
    await expectTrips(4, 'POST', `referrals/${id}/handover`, { body: { to: OTHER_MEDIATOR } });
  });

  // The same; an opened case has questions and recommendations to agree with, a file number has other cases.
  it('of a correction: 3, 5 of an opened case, 1 more of a file number', async () => {
    const correction = (changes: object) => ({ body: { changes, reason: 'Erreur.' } });
    const { id } = await register(test);
    await expectTrips(3, 'POST', `referrals/${id}/corrections`, correction({ channel: 'letter' }));
    await expectTrips(
      4,
      'POST',
      `referrals/${id}/corrections`,
      correction({ fileNumber: '0000009' }),
    );
    const opened = await registerAdmissible(test);
    await expectTrips(
      5,
      'POST',
      `referrals/${opened.id}/corrections`,
      correction({ benefit: 'rsa' }),
    );
  });

  // begin and case; read and commit.
  it('of a consultation, which is recorded: 2', async () => {
    const { id } = await register(test);
    await expectTrips(2, 'GET', `referrals/${id}`);
  });
});
