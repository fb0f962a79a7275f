import { once } from 'node:events';
import { createServer, get, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Readable } from 'node:stream';
import { pipeline } from 'node:stream';
import { text } from 'node:stream/consumers';

import type { DomainError } from '@passerelle/kernel';

import { EventFeed, type FeedLimits } from './event-feed.js';

interface State {
  readonly step: number;
  readonly last?: boolean;
}

/** A thing that is read from somewhere else, with the count of its readings. */
class Watched {
  state: State | undefined = { step: 1 };
  readings = 0;
  readonly feed: EventFeed<State>;

  constructor(limits: Partial<FeedLimits> = {}) {
    this.feed = new EventFeed({
      event: 'progress',
      read: () => {
        this.readings++;
        return Promise.resolve(this.state);
      },
      isLast: ({ last = false }) => last,
      limits: { pollMs: 2, ...limits },
    });
  }

  listen(subject = 'ann', isAdmitted = (): Promise<boolean> => Promise.resolve(true)) {
    return this.feed.listen('thing', {
      subject,
      isAdmitted,
      dataOf: ({ step }) => JSON.stringify({ step }),
    });
  }

  /** Resolves after so many further readings. */
  async read(times: number): Promise<void> {
    const until = this.readings + times;
    while (this.readings < until) await new Promise(setImmediate);
  }

  refusal(subject?: string): string {
    try {
      this.listen(subject).destroy();
      return 'none';
    } catch (error) {
      return (error as DomainError).code;
    }
  }
}

async function heard(stream: Readable, part: string): Promise<void> {
  for await (const piece of stream.iterator({ destroyOnReturn: false })) {
    if (String(piece).includes(part)) return;
  }
}

describe('a feed', () => {
  it('tells each state once, then the end', async () => {
    const watched = new Watched();
    const stream = watched.listen();
    await heard(stream, '"step":1');
    await watched.read(3);
    watched.state = { step: 2, last: true };
    expect(await text(stream)).toBe(
      'event: progress\ndata: {"step":2}\n\nevent: end\ndata: {"step":2}\n\n',
    );
  });

  it('reads a thing once for all its listeners', async () => {
    const alone = new Watched();
    const many = new Watched({ perCaller: 100 });
    // Both are read again in the same rhythm, so the counts of readings can be compared.
    const streams = [alone.listen(), ...Array.from({ length: 50 }, () => many.listen())];
    for (const stream of streams) stream.resume();
    await alone.read(30);
    expect(many.readings).toBeLessThan(2 * alone.readings);
    alone.feed.close();
    many.feed.close();
  });

  it('tells a listener who comes later the present state at once', async () => {
    const watched = new Watched({ pollMs: 1_000_000 });
    await heard(watched.listen(), '"step":1');
    await heard(watched.listen(), '"step":1');
    expect(watched.readings).toBe(1);
    watched.feed.close();
  });

  it('stops reading when nobody listens any more', async () => {
    const watched = new Watched();
    const stream = watched.listen();
    await watched.read(2);
    stream.destroy();
    await once(stream, 'close');
    const before = watched.readings;
    const other = new Watched();
    other.listen().resume();
    await other.read(20);
    expect(watched.readings - before).toBeLessThanOrEqual(1);
    other.feed.close();
  });

  it('limits the streams of a caller, and of all callers; a place is free when its listener has gone', async () => {
    const watched = new Watched({ perCaller: 2, inAll: 3 });
    const first = watched.listen('ann');
    watched.listen('ann');
    expect(watched.refusal('ann')).toBe('request/too-many-streams');
    watched.listen('bob');
    expect(watched.refusal('eve')).toBe('request/too-many-streams');
    first.destroy();
    await once(first, 'close');
    expect([watched.refusal('ann'), watched.refusal('eve')]).toEqual(['none', 'none']);
    watched.feed.close();
  });

  it('ends when the caller is no longer admitted, other listeners go on', async () => {
    const watched = new Watched({ admissionMs: 0 });
    let isAdmitted = true;
    const stream = watched.listen('ann', () => Promise.resolve(isAdmitted));
    const other = watched.listen('bob');
    other.resume();
    await heard(stream, '"step":1');
    isAdmitted = false;
    expect(await text(stream)).not.toContain('event: end');
    await watched.read(3);
    expect(other.destroyed).toBe(false);
    watched.feed.close();
  });

  it('keeps nothing for a listener who does not read but the latest state', async () => {
    const watched = new Watched();
    const stream = watched.listen();
    for (let step = 2; step < 50; step++) {
      watched.state = { step };
      await watched.read(2);
    }
    watched.state = { step: 50, last: true };
    await watched.read(1);
    expect((await text(stream)).length).toBeLessThan(300);
  });

  it('ends when the thing is gone, and when it cannot be read', async () => {
    const watched = new Watched();
    const stream = watched.listen();
    await heard(stream, '"step":1');
    watched.state = undefined;
    expect(await text(stream)).toBe('');
    const failing = new EventFeed<State>({
      event: 'progress',
      read: () => Promise.reject(new Error('away')),
      isLast: () => false,
    });
    const listener = { subject: 'ann', isAdmitted: async () => true, dataOf: () => '' };
    expect(await text(failing.listen('thing', listener))).toBe('retry: 2000\n\n');
  });

  it('frees the place of a connection that breaks', async () => {
    const watched = new Watched({ perCaller: 1 });
    const server = createServer((_, response) => {
      pipeline(watched.listen(), response, () => undefined);
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const { port } = server.address() as AddressInfo;
    const request = get({ port, host: '127.0.0.1' });
    const [response] = (await once(request, 'response')) as [IncomingMessage];
    await once(response, 'data');
    expect(watched.refusal()).toBe('request/too-many-streams');
    response.on('error', () => undefined);
    request.destroy();
    while (watched.refusal() !== 'none') await new Promise(setImmediate);
    server.close();
  });
});
