import { mediation } from '@passerelle/mediation/service';
import { eventually, TestService } from '@passerelle/testing';

import { type DemoCase, type DemoStep, mediationCases } from './mediation-cases.js';

const MEDIATOR = { sub: '0190a5d4-0000-7000-8000-000000000001', roles: ['mediator' as const] };
const AUDITOR = { roles: ['auditor' as const] };
const BATCH = {
  sub: '0190a5d4-0000-7000-8000-0000000000b1',
  roles: ['service' as const],
  scope: 'mediation:import',
};
/** Through the requests every eighth case, which has all kinds of ends among it: the whole takes minutes. */
const SAMPLE = 8;

/** The members of a line that hold a list; the others hold one thing. */
const LISTS: Readonly<Record<string, string>> = {
  'information-requests': 'informationRequests',
  recommendations: 'recommendations',
};
const SINGLES: Readonly<Record<string, string>> = {
  admissibility: 'admissibility',
  withdrawal: 'withdrawal',
  'court-seizure': 'courtSeizure',
  closure: 'closure',
};

/** A demo case as a former system would have exported it. */
function lineOf({ referral, steps }: DemoCase): Record<string, unknown> {
  const line: Record<string, unknown> = {
    externalReference: `DEMO-${referral.fileNumber}`,
    ...referral,
  };
  const add = (member: string, item: object): void => {
    line[member] = [...((line[member] as object[] | undefined) ?? []), item];
  };
  for (const { path, body, then } of steps) {
    const list = LISTS[path];
    if (list !== undefined)
      add(list, { ...body, ...(then === undefined ? {} : { answer: then.body }) });
    else if (body.decision === 'more_information') {
      add('moreInformation', { ground: body.ground, notifiedOn: body.notifiedOn });
    } else line[SINGLES[path] ?? path] = body;
  }
  return line;
}

async function withService<T>(work: (test: TestService) => Promise<T>): Promise<T> {
  const test = await TestService.start(mediation);
  try {
    return await work(test);
  } finally {
    await test.stop();
  }
}

interface State {
  readonly id: string;
  readonly status: string;
}

async function imported(test: TestService, cases: readonly DemoCase[]): Promise<void> {
  const body = cases.map((own) => `${JSON.stringify(lineOf(own))}\n`).join('');
  const headers = { 'content-type': 'application/x-ndjson' };
  const received = await test.call<State>('POST', 'imports', { as: BATCH, body, headers });
  await eventually(async () => {
    const { body: state } = await test.call<State>('GET', `imports/${received.body.id}`, {
      as: BATCH,
    });
    expect(state).toMatchObject({ status: 'completed', accepted: cases.length, rejected: 0 });
  }, 60_000);
}

async function requested(test: TestService, cases: readonly DemoCase[]): Promise<void> {
  const post = async (path: string, body: object): Promise<string> => {
    const reply = await test.call<{ id: string }>('POST', path, { as: MEDIATOR, body });
    expect(reply.status).toBeLessThan(300);
    return reply.body.id;
  };
  const take = async (below: string, { path, body, then }: DemoStep): Promise<void> => {
    const id = await post(`${below}/${path}`, body);
    if (then !== undefined) await take(`${below}/${path}/${id}`, then);
  };
  for (const { referral, steps } of cases) {
    const id = await post('referrals', referral);
    for (const step of steps) await take(`referrals/${id}`, step);
  }
}

async function figures(test: TestService): Promise<unknown> {
  const [full, report, suppressed] = await Promise.all([
    test.call('GET', 'statistics/2023', { as: MEDIATOR }),
    test.call('GET', 'statistics/2023/report', { as: MEDIATOR }),
    test.call('GET', 'statistics/2023', { as: AUDITOR }),
  ]);
  return [full.body, report.body, suppressed.body];
}

describe('the year of the webinar as past cases', () => {
  const cases = mediationCases();

  it('imported, shows the webinar’s figures', async () => {
    await withService(async (test) => {
      await imported(test, cases);
      const { body } = await test.call('GET', 'statistics/2023', { as: MEDIATOR });
      expect(body).toMatchObject({
        solicitations: 720,
        opened: 328,
        openedByOrigin: { beneficiary: 209, defender_of_rights: 40, social_worker: 39 },
        recommendations: { issued: 3 },
        meanDaysToDecision: 7.44,
      });
    });
  }, 180_000);

  it('imported, recorded as it went, or half and half: shows exactly the same figures', async () => {
    const some = cases.filter((_, index) => index % SAMPLE === 0);
    const asImported = await withService(async (test) => {
      await imported(test, some);
      return figures(test);
    });
    const halfAndHalf = await withService(async (test) => {
      const odd = some.filter((_, index) => index % 2 === 1);
      const even = some.filter((_, index) => index % 2 === 0);
      await requested(test, odd);
      await imported(test, even);
      return figures(test);
    });
    expect(halfAndHalf).toEqual(asImported);
    const asRequested = await withService(async (test) => {
      await requested(test, some);
      return figures(test);
    });
    expect(asRequested).toEqual(asImported);
  }, 180_000);
});
