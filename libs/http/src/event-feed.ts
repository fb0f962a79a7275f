import { setTimeout as pause } from 'node:timers/promises';

import { ListenerStream, type Listener } from './listener-stream.js';
import { requestErrors } from './request.errors.js';

export interface FeedOptions<T> {
  /** The name of the events that tell a state. */
  readonly event: string;
  /** The present state of a thing; undefined if there is none any more. */
  readonly read: (id: string) => Promise<T | undefined>;
  /** Whether no other state will follow. */
  readonly isLast: (state: T) => boolean;
  readonly limits?: Partial<FeedLimits>;
}

export interface FeedLimits {
  /** Streams of one caller in one process: a browser opens one for each tab. */
  readonly perCaller: number;
  /** Streams of all callers in one process. */
  readonly inAll: number;
  readonly pollMs: number;
  /** Proxies end connections that say nothing. */
  readonly heartbeatMs: number;
  /** How often the token of a listener is verified again. */
  readonly admissionMs: number;
}

const DEFAULT_LIMITS: FeedLimits = {
  perCaller: 8,
  inAll: 1_000,
  pollMs: 500,
  heartbeatMs: 15_000,
  admissionMs: 15_000,
};

const RETRY_S = 30;

interface Topic<T> {
  readonly listeners: Set<ListenerStream<T>>;
  readonly unheard: AbortController;
  latest?: T;
}

/**
 * Server-sent events about the state of things. Of each thing that somebody listens to the state is read again and
 * again, once for all its listeners; so any replica tells, whichever one changes the thing.
 */
export class EventFeed<T> {
  private readonly topics = new Map<string, Topic<T>>();
  private readonly ofCaller = new Map<string, number>();
  private readonly limits: FeedLimits;
  private count = 0;

  constructor(private readonly options: FeedOptions<T>) {
    this.limits = { ...DEFAULT_LIMITS, ...options.limits };
  }

  /**
   * The stream ends with the last state, when the caller is no longer admitted, and when the service stops. Its
   * destruction, when the caller goes away, frees its place.
   *
   * @throws DomainError `request/too-many-streams`
   */
  listen(id: string, listener: Listener<T>): ListenerStream<T> {
    const { subject } = listener;
    const { perCaller, inAll, heartbeatMs, admissionMs } = this.limits;
    const own = this.ofCaller.get(subject) ?? 0;
    if (own >= perCaller || this.count >= inAll) {
      throw requestErrors.tooManyStreams({
        limit: own >= perCaller ? perCaller : inAll,
        retryAfterSeconds: RETRY_S,
      });
    }
    this.ofCaller.set(subject, own + 1);
    this.count++;
    const topic = this.topicOf(id);
    const { event } = this.options;
    const stream = new ListenerStream<T>(listener, { event, heartbeatMs, admissionMs }, () => {
      this.left(topic, stream, subject);
    });
    topic.listeners.add(stream);
    if (topic.latest !== undefined) stream.tell(topic.latest, false);
    return stream;
  }

  /** Ends every stream. */
  close(): void {
    for (const topic of this.topics.values()) {
      topic.unheard.abort();
      endAll(topic);
    }
  }

  private topicOf(id: string): Topic<T> {
    const known = this.topics.get(id);
    if (known !== undefined) return known;
    const topic: Topic<T> = { listeners: new Set(), unheard: new AbortController() };
    this.topics.set(id, topic);
    // Its failure ends the streams: each caller connects again, and meets the failure as an answer.
    this.follow(id, topic)
      .catch(() => undefined)
      .finally(() => {
        if (this.topics.get(id) === topic) this.topics.delete(id);
        endAll(topic);
      });
    return topic;
  }

  private async follow(id: string, topic: Topic<T>): Promise<void> {
    const { read, isLast } = this.options;
    const { signal } = topic.unheard;
    while (!signal.aborted) {
      const state = await read(id);
      if (state === undefined) return;
      topic.latest = state;
      const last = isLast(state);
      for (const stream of topic.listeners) stream.tell(state, last);
      if (last) return;
      await pause(this.limits.pollMs, undefined, { signal });
    }
  }

  private left(topic: Topic<T>, stream: ListenerStream<T>, subject: string): void {
    if (!topic.listeners.delete(stream)) return;
    this.count--;
    const left = (this.ofCaller.get(subject) ?? 0) - 1;
    if (left > 0) this.ofCaller.set(subject, left);
    else this.ofCaller.delete(subject);
    if (topic.listeners.size > 0) return;
    for (const [id, other] of this.topics) if (other === topic) this.topics.delete(id);
    topic.unheard.abort();
  }
}

function endAll<T>(topic: Topic<T>): void {
  for (const stream of topic.listeners) stream.end();
}
