import { setTimeout as sleep } from 'node:timers/promises';

import { type Api, CallRefused, type DemoCaller } from './api.js';
import { imported } from './imported.js';
import { type DemoCase, type DemoStep, mediationCases, SEED } from './mediation-cases.js';
import { NATIONAL_2023 } from './mediation-figures.js';
import { UPDATED_ON, workItems } from './work-items.js';

/** Cases under way at once: enough to keep one process busy. */
const PARALLEL = 8;
const EFFECT_LIMIT_MS = 60_000;
const EFFECT_POLL_MS = 200;
/** Longer than a service takes to count its pending events anew. */
const EFFECT_QUIET_MS = 1_500;

/** What loading needs of the system. */
export type Reached = Pick<Api, 'call' | 'metrics'>;

/**
 * Whether the demo data are there. The snapshot of that day is made last of all, and never removed:
 * where it is, everything else is too.
 */
export async function isLoaded(api: Reached): Promise<boolean> {
  try {
    const delays = await api.call<{ updatedOn: string | null }>(
      'GET',
      `/indicators/v1/processing-delays?on=${UPDATED_ON}`,
    );
    return delays.updatedOn === UPDATED_ON;
  } catch (error) {
    if (error instanceof CallRefused && error.status === 404) return false;
    throw error;
  }
}

/**
 * Brings the made-up records in through the public API, as staff and batch jobs would. Interrupted at
 * any point, the next call goes on where it ended: cases that ended are left alone, repeated
 * requests carry the same idempotency keys, and a file sent twice changes nothing.
 */
export async function load(api: Reached): Promise<void> {
  await together([loadCases(api), loadWorkItems(api)]);
  await api.call('PUT', '/mediation/v1/statistics/2023/national', {
    as: 'mediator',
    body: NATIONAL_2023,
  });
  await effectOfEvents(api);
  await api.call('POST', '/indicators/v1/snapshots', {
    as: 'indicator_publisher',
    body: { updatedOn: UPDATED_ON },
    key: keyOf('snapshot'),
  });
}

async function loadCases(api: Reached): Promise<void> {
  const known = await knownCases(api);
  const waiting = mediationCases().values();
  const worker = async (): Promise<void> => {
    for (const demoCase of waiting) {
      await loadCase(api, demoCase, known.get(demoCase.referral.fileNumber));
    }
  };
  await together(Array.from({ length: PARALLEL }, worker));
}

interface KnownCase {
  readonly id: string;
  readonly fileNumber: string;
  readonly receivedOn: string;
  readonly status: string;
}

const ENDED = ['redirected', 'inadmissible', 'closed', 'lapsed', 'withdrawn'];

/** What an interrupted load left, by file number: idempotency keys are forgotten after two days. */
async function knownCases(api: Reached): Promise<Map<string, KnownCase>> {
  const known = new Map<string, KnownCase>();
  let after = '';
  for (;;) {
    const page = await api.call<{ items: KnownCase[]; next: string | null }>(
      'GET',
      `/mediation/v1/referrals?receivedFrom=2023-01-01&receivedTo=2023-12-31&limit=200${after}`,
      { as: 'mediator' },
    );
    for (const item of page.items) known.set(item.fileNumber, item);
    if (page.next === null) return known;
    after = `&after=${encodeURIComponent(page.next)}`;
  }
}

async function loadCase(
  api: Reached,
  { mediator, referral, steps }: DemoCase,
  known: KnownCase | undefined,
): Promise<void> {
  if (known !== undefined && ENDED.includes(known.status)) return;
  const caller = new CaseCaller(api, mediator, referral.fileNumber, known !== undefined);
  const { id } = known ?? (await caller.create('/mediation/v1/referrals', referral, 'received'));
  for (const [index, step] of steps.entries()) {
    await caller.take(`/mediation/v1/referrals/${id}`, step, `step-${index + 1}`);
  }
}

/** Makes the calls of one case; of one begun before, it leaves out what has been done. */
class CaseCaller {
  constructor(
    private readonly api: Reached,
    private readonly as: DemoCaller,
    private readonly fileNumber: string,
    private readonly resumed: boolean,
  ) {}

  async take(below: string, { path, body, then }: DemoStep, name: string): Promise<void> {
    const url = `${below}/${path}`;
    if (then === undefined) {
      await this.once(() => this.create(url, body, name));
      return;
    }
    const made = await this.firstOf(url);
    const { id } = made ?? (await this.create(url, body, name));
    await this.take(`${url}/${id}`, then, `${name}-${then.path}`);
  }

  create(url: string, body: object, name: string): Promise<{ id: string }> {
    const key = keyOf(this.fileNumber, name);
    return this.api.call<{ id: string }>('POST', url, { as: this.as, body, key });
  }

  private async firstOf(url: string): Promise<{ id: string } | undefined> {
    if (!this.resumed) return undefined;
    const { items } = await this.api.call<{ items: { id: string }[] }>('GET', url, { as: this.as });
    return items[0];
  }

  /** In a resumed case, a conflict with the present state says that the step has been taken. */
  private async once(step: () => Promise<unknown>): Promise<void> {
    try {
      await step();
    } catch (error) {
      if (!(this.resumed && error instanceof CallRefused && error.status === 409)) throw error;
    }
  }
}

async function loadWorkItems(api: Reached): Promise<void> {
  await imported(api, {
    method: 'POST',
    path: '/indicators/v1/work-items/imports',
    type: 'application/x-ndjson',
    body: workItems()
      .map((item) => `${JSON.stringify(item)}\n`)
      .join(''),
  });
}

/**
 * Waits until mediation's events have reached their consumers: the snapshot counts its cases too.
 * The figure is counted once a second or so, therefore it has to be nought for a while.
 */
async function effectOfEvents(api: Reached): Promise<void> {
  const deadline = Date.now() + EFFECT_LIMIT_MS;
  let quietSince: number | undefined;
  for (;;) {
    const pending = await pendingEvents(api);
    quietSince = pending === 0 ? (quietSince ?? Date.now()) : undefined;
    if (quietSince !== undefined && Date.now() - quietSince > EFFECT_QUIET_MS) return;
    if (Date.now() > deadline) {
      throw new Error(`${pending} événements attendent encore leur effet`);
    }
    await sleep(EFFECT_POLL_MS);
  }
}

async function pendingEvents(api: Reached): Promise<number> {
  const metrics = await api.metrics('mediation');
  return Number(/^outbox_pending_events(?:\{.*\})? (\d+)$/m.exec(metrics)?.[1] ?? Number.NaN);
}

/** Waits for all, also when one fails: when a load ends, no call of it is under way any more. */
async function together(tasks: readonly Promise<void>[]): Promise<void> {
  const failed = (await Promise.allSettled(tasks)).find((task) => task.status === 'rejected');
  if (failed !== undefined) throw failed.reason;
}

function keyOf(...parts: string[]): string {
  return ['demo', SEED, ...parts].join('-');
}
