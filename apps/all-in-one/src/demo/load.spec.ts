import { type Call, CallRefused } from './api.js';
import { isLoaded, load, type Reached } from './load.js';

describe('load', () => {
  it('goes on where it was interrupted, even when no idempotency key is remembered', async () => {
    const system = new ForgetfulSystem();
    for (const calls of [1, 2, 7, 40, 200, 201, 202, 203, 311, 400]) {
      system.dieAfter(calls);
      await expect(load(system)).rejects.toThrow('killed');
      expect(await isLoaded(system)).toBe(false);
    }
    system.dieAfter(Infinity);
    await load(system);
    expect(await isLoaded(system)).toBe(true);
    expect(system.figures()).toEqual({
      cases: 720,
      files: 720,
      unfinished: 0,
      opened: 328,
      recommendations: 3,
      mostQuestionsInOneCase: 1,
      snapshots: ['2024-03-26'],
      national: 350,
    });
    expect(system.workItems.size).toBeGreaterThan(2_000);
  });

  it('does not take refused lines for loaded ones', async () => {
    const system = new ForgetfulSystem();
    system.refused = 2;
    await expect(load(system)).rejects.toThrow('2 lignes refusées');
  });
});

interface StoredCase {
  readonly id: string;
  readonly fileNumber: string;
  readonly receivedOn: string;
  status: string;
  readonly collections: Map<string, { id: string; answered: boolean }[]>;
}

const STATUS_AFTER: Readonly<Record<string, string>> = {
  admissible: 'in_review',
  inadmissible: 'inadmissible',
  redirected: 'redirected',
  more_information: 'more_information_requested',
  closure: 'closed',
  withdrawal: 'withdrawn',
  'court-seizure': 'lapsed',
};

/**
 * The system's rules as far as a load meets them, without idempotency. When it dies, the call under
 * way has its effect, and its answer is lost.
 */
class ForgetfulSystem implements Reached {
  readonly workItems = new Set<string>();
  /** Lines of the import that turn out to be refused. */
  refused = 0;
  private readonly cases = new Map<string, StoredCase>();
  private readonly snapshots: string[] = [];
  private openedCases = 0;
  private national: number | undefined;
  private left = Infinity;

  dieAfter(calls: number): void {
    this.left = calls;
  }

  figures(): object {
    const all = [...this.cases.values()];
    const sizes = (name: string): number[] =>
      all.map(({ collections }) => collections.get(name)?.length ?? 0);
    const ended = ['closed', 'inadmissible', 'redirected', 'withdrawn', 'lapsed'];
    return {
      cases: all.length,
      files: new Set(all.map(({ fileNumber }) => fileNumber)).size,
      unfinished: all.filter(({ status }) => !ended.includes(status)).length,
      opened: this.openedCases,
      recommendations: sizes('recommendations').reduce((sum, size) => sum + size, 0),
      mostQuestionsInOneCase: Math.max(...sizes('information-requests')),
      snapshots: this.snapshots,
      national: this.national,
    };
  }

  async call<T>(method: string, path: string, call: Call = {}): Promise<T> {
    if (path.startsWith('/indicators/v1/processing-delays')) return this.delays() as T;
    if (this.left < 0) throw new Error('killed');
    const answer = this.answer(method, path, call);
    this.left--;
    if (this.left < 0) throw new Error('killed');
    return answer as T;
  }

  async metrics(): Promise<string> {
    return 'outbox_pending_events{service="mediation"} 0\n';
  }

  private delays(): { updatedOn: string } {
    const updatedOn = this.snapshots.at(-1);
    if (updatedOn === undefined) throw new CallRefused('GET', 404, undefined, '');
    return { updatedOn };
  }

  private answer(method: string, path: string, { body }: Call): unknown {
    const [, service, , resource, id = '', part = '', partId] = path.split(/[/?]/);
    if (service === 'indicators') return this.indicators(method, resource, body);
    if (resource === 'statistics') {
      this.national = (body as { opened: number }).opened;
      return {};
    }
    if (method === 'GET' && part === '') return { items: [...this.cases.values()], next: null };
    if (part === '') return this.register(body as StoredCase);
    const referral = this.cases.get(id);
    if (referral === undefined) throw new CallRefused(path, 404, undefined, '');
    if (method === 'GET') return { items: referral.collections.get(part) ?? [] };
    return partId === undefined
      ? this.change(referral, part, body as { decision?: string })
      : this.reply(referral, part, partId);
  }

  private indicators(method: string, resource: string | undefined, body: Call['body']): unknown {
    if (resource === 'snapshots') {
      this.snapshots.push((body as { updatedOn: string }).updatedOn);
      return {};
    }
    if (method === 'GET') return { id: 'import-1', status: 'completed', rejected: this.refused };
    for (const line of (body as string).trim().split('\n')) {
      this.workItems.add((JSON.parse(line) as { itemId: string }).itemId);
    }
    return { id: 'import-1', status: 'queued', rejected: 0 };
  }

  private register({ fileNumber, receivedOn }: StoredCase): StoredCase {
    const id = `case-${this.cases.size + 1}`;
    const made = { id, fileNumber, receivedOn, status: 'received', collections: new Map() };
    this.cases.set(id, made);
    return made;
  }

  private change(
    referral: StoredCase,
    part: string,
    { decision }: { decision?: string },
  ): StoredCase | { id: string } {
    const undecided = ['received', 'more_information_requested'].includes(referral.status);
    if (undecided !== (part === 'admissibility')) throw new CallRefused(part, 409, undefined, '');
    const status = STATUS_AFTER[decision ?? part];
    if (status !== undefined) {
      if (status === 'in_review') this.openedCases++;
      referral.status = status;
      return referral;
    }
    const collection = referral.collections.get(part) ?? [];
    const made = { id: `${referral.id}-${part}-${collection.length}`, answered: false };
    referral.collections.set(part, [...collection, made]);
    return made;
  }

  private reply(referral: StoredCase, part: string, partId: string): object {
    const asked = referral.collections.get(part)?.find(({ id }) => id === partId);
    if (asked === undefined || asked.answered) throw new CallRefused(part, 409, undefined, '');
    asked.answered = true;
    return asked;
  }
}
