import { newId } from '@passerelle/kernel';
import {
  buildService,
  TestDatabase,
  eventually,
  ServiceProcess,
  TestIssuer,
} from '@passerelle/testing';

/** One read, as its caller saw it. */
interface Observation {
  readonly started: number;
  readonly ended: number;
  readonly replica: number;
  readonly value: number;
}

const EDITOR = { sub: newId(), roles: ['scale_editor' as const] };
const PUBLISHER = { sub: newId(), roles: ['scale_publisher' as const] };
const PATH = '/scales/v1/scales/rsa/parameters/base_amount?on=2026-12-31';

describe('two processes on one database', () => {
  let database: TestDatabase;
  let issuer: TestIssuer;
  let env: Record<string, string>;
  let replicas: [ServiceProcess, ServiceProcess];
  let published = 700;

  beforeAll(async () => {
    buildService('scales');
    database = await TestDatabase.create();
    issuer = await TestIssuer.start();
    env = {
      ...database.environment,
      IDENTITY_ISSUER: issuer.issuer,
      IDENTITY_JWKS_URL: issuer.jwksUrl,
    };
    // Together, on an empty database: one loads the figures, the other waits for it.
    replicas = await Promise.all([
      ServiceProcess.start('scales', env),
      ServiceProcess.start('scales', env),
    ]);
  });

  afterAll(async () => {
    await Promise.all(replicas.map((replica) => replica.end()));
    await issuer.stop();
    await database.drop();
  });

  async function read(replica: ServiceProcess): Promise<number> {
    const response = await fetch(`${replica.origin}${PATH}`, {
      signal: AbortSignal.timeout(60_000),
    });
    const { value } = (await response.json()) as { value: string };
    return Number(value);
  }

  async function post(
    path: string,
    as: typeof EDITOR | typeof PUBLISHER,
    body: object,
  ): Promise<{ id: string }> {
    const response = await fetch(`${replicas[0].origin}/scales/v1/${path}`, {
      method: 'POST',
      headers: {
        authorization: `Bearer ${await issuer.token(as)}`,
        'content-type': 'application/json',
      },
      body: JSON.stringify(body),
    });
    const answer = (await response.json()) as { id: string };
    if (!response.ok) throw new Error(JSON.stringify(answer));
    return answer;
  }

  /** A higher amount each time, for one and the same day: what is read can only rise. */
  async function publishNext(): Promise<number> {
    const next = published + 1;
    const { id } = await post('versions', EDITOR, {
      effectiveFrom: '2026-12-01',
      reference: 'Décret de démonstration',
      correction: { reason: 'publications successives d’un même jour' },
      items: [{ scale: 'rsa', key: 'base_amount', value: `${next}.00` }],
    });
    await post(`versions/${id}/submission`, EDITOR, {});
    await post(`versions/${id}/approval`, PUBLISHER, {});
    await post(`versions/${id}/publication`, PUBLISHER, {});
    published = next;
    return next;
  }

  it('reads the same in both from the start', async () => {
    expect(await Promise.all(replicas.map(read))).toEqual([651.69, 651.69]);
  });

  it('never disagrees: whatever one answered, the other answers no less from then on', async () => {
    const seen: Observation[] = [];
    let running = true;
    const readers = [0, 1, 0, 1].map(async (replica) => {
      while (running) {
        const started = performance.now();
        const value = await read(replicas[replica as 0 | 1]);
        seen.push({ started, ended: performance.now(), replica, value });
      }
    });
    const acknowledged: { at: number; value: number }[] = [];
    for (let i = 0; i < 4; i += 1) {
      const value = await publishNext();
      acknowledged.push({ at: performance.now(), value });
      for (const replica of [0, 1]) {
        await eventually(async () => {
          expect(seen.some((one) => one.replica === replica && one.value === value)).toBe(true);
        });
      }
    }
    running = false;
    await Promise.all(readers);
    expect(disagreements(seen)).toEqual([]);
    for (const { at, value } of acknowledged) {
      const later = seen.filter(({ started }) => started > at);
      expect(later.filter((one) => one.value < value)).toEqual([]);
    }
    expect(new Set(seen.map(({ value }) => value)).size).toBe(5);
  });

  it('has nothing stale to say after sleeping through a publication', async () => {
    replicas[1].signal('SIGSTOP');
    const value = await publishNext();
    expect(await read(replicas[0])).toBe(value);
    replicas[1].signal('SIGCONT');
    expect(await read(replicas[1])).toBe(value);
  });

  it('has nothing stale to say after being killed and started again', async () => {
    await replicas[1].end('SIGKILL');
    const value = await publishNext();
    replicas[1] = await ServiceProcess.start('scales', env);
    expect(await read(replicas[1])).toBe(value);
  });
});

/** Reads that began after another had ended, and yet show an older figure. */
function disagreements(seen: readonly Observation[]): Observation[] {
  const byEnd = [...seen].sort((a, b) => a.ended - b.ended);
  const byStart = [...seen].sort((a, b) => a.started - b.started);
  const faults: Observation[] = [];
  let highest = 0;
  let ended = 0;
  for (const one of byStart) {
    for (; (byEnd[ended]?.ended ?? Infinity) < one.started; ended += 1) {
      highest = Math.max(highest, byEnd[ended]?.value ?? 0);
    }
    if (one.value < highest) faults.push(one);
  }
  return faults;
}
