import {
  Inject,
  Injectable,
  type OnApplicationBootstrap,
  type OnModuleDestroy,
} from '@nestjs/common';

import { Logger, Readiness } from '@passerelle/observability';
import { SETTINGS } from '@passerelle/service-kit';

import type { ScalesSettings } from '../scales.settings.js';
import { Catalogue } from './catalogue.js';
import { CatalogueRepository, type CatalogueState } from './catalogue.repository.js';
import { scaleErrors } from './scales.errors.js';

/** How often a replica asks which revision there is. */
const BEAT_MS = 250;
/** How long an answer holds: a read after it asks first. */
const LEASE_MS = 750;
/** A revision is shown this long after its announcement: later than any lease on the former one. */
const ACTIVATION_MS = 1_000;
/** Around that instant nobody answers, so that clocks may differ by this much. */
const CLOCK_ERROR_MS = 5;
/** An answer that takes longer counts as none. */
const PATIENCE_MS = 2_000;
/** A question without an answer is asked again after this long: its connection may be dead. */
const ABANDON_MS = 10_000;
/** A clock reading serves this long, if no more exact one comes. */
const CLOCK_READING_MS = 60_000;

interface Candidate {
  readonly catalogue: Catalogue;
  readonly activatesAt: number;
}

/**
 * The figures in memory. Every replica asks for the revision four times a second, and answers from memory
 * only while the last answer is fresh; a new revision is shown by all at the instant that the database names,
 * later than the freshness of anything older. So two replicas never disagree, no event has to arrive for it,
 * and a lost one costs nothing.
 */
@Injectable()
export class SnapshotService implements OnApplicationBootstrap, OnModuleDestroy {
  private shown: Catalogue | undefined;
  private next: Candidate | undefined;
  private confirmedAt = Number.NEGATIVE_INFINITY;
  /** What to add to `performance.now()` for the database's clock, from the quickest answer of late. */
  private clock = {
    offset: 0,
    roundTrip: Number.POSITIVE_INFINITY,
    readAt: Number.NEGATIVE_INFINITY,
  };
  private failing = false;
  private readonly stop = new AbortController();
  private wake: () => void = () => undefined;
  private beat: Promise<void> = Promise.resolve();
  private settled: (() => void)[] = [];
  /** One question at a time: while PostgreSQL hangs, more of them would only hold its connections. */
  private asking: { readonly since: number; readonly answer: Promise<void> } | undefined;

  constructor(
    private readonly repository: CatalogueRepository,
    private readonly logger: Logger,
    private readonly readiness: Readiness,
    @Inject(SETTINGS) private readonly settings: ScalesSettings,
  ) {}

  async onApplicationBootstrap(): Promise<void> {
    await this.check();
    this.beat = this.beatOn();
    await this.untilShown(0);
    this.readiness.add({
      name: 'figures',
      check: async () => {
        await this.read();
      },
    });
  }

  async onModuleDestroy(): Promise<void> {
    this.stop.abort();
    this.wake();
    await this.beat;
  }

  /**
   * The figures to show now; without waiting on a warm read.
   * @throws DomainError `scales/figures-unavailable`
   */
  read(): Catalogue | Promise<Catalogue> {
    return this.fresh() ?? this.confirm();
  }

  /** Resolves when this replica, and so every other, shows a revision. */
  async shows(revision: number): Promise<void> {
    this.wake();
    await this.untilShown(revision);
  }

  /** Looks for a new revision now rather than at the next beat. */
  look(): void {
    this.wake();
  }

  /** Undefined for the moment in which a revision begins, or while one in between was missed. */
  private current(): Catalogue | undefined {
    const next = this.next;
    if (!next) return this.shown;
    const sinceBegun = performance.now() + this.clock.offset - next.activatesAt;
    if (sinceBegun >= CLOCK_ERROR_MS) {
      this.shown = next.catalogue;
      this.next = undefined;
      return this.shown;
    }
    const isNextOne = next.catalogue.revision === (this.shown?.revision ?? 0) + 1;
    return isNextOne && sinceBegun < -CLOCK_ERROR_MS ? this.shown : undefined;
  }

  /** What is shown, if it was confirmed lately. */
  fresh(): Catalogue | undefined {
    return performance.now() - this.confirmedAt < LEASE_MS ? this.current() : undefined;
  }

  private async confirm(): Promise<Catalogue> {
    const until = performance.now() + PATIENCE_MS;
    // When PostgreSQL is away, waiting for it on each read would only add its time-out to the trouble.
    while (!this.isFailing() && performance.now() < until) {
      await this.nextCheck();
      const catalogue = this.fresh();
      if (catalogue) return catalogue;
      await pause(10);
    }
    const age = performance.now() - this.confirmedAt;
    if (this.shown && age < this.settings.maxStaleSeconds * 1_000) return this.shown;
    throw scaleErrors.figuresUnavailable();
  }

  private isFailing(): boolean {
    return this.failing;
  }

  /** The check runs in the beat's own context: here a request's transaction may be under way. */
  private nextCheck(): Promise<void> {
    const settled = new Promise<void>((resolve) => this.settled.push(resolve));
    this.wake();
    return settled;
  }

  private async untilShown(revision: number): Promise<void> {
    for (let waits = 0; waits < 200 && this.isRunning(); waits += 1) {
      const catalogue = this.current();
      if (catalogue && catalogue.revision >= revision) return;
      await pause(25);
    }
    if (this.isRunning()) throw scaleErrors.figuresUnavailable();
  }

  private isRunning(): boolean {
    return !this.stop.signal.aborted;
  }

  private async beatOn(): Promise<void> {
    while (this.isRunning()) {
      await new Promise<void>((resolve) => {
        const timer = setTimeout(resolve, BEAT_MS);
        this.wake = () => {
          clearTimeout(timer);
          resolve();
        };
        if (this.settled.length > 0) this.wake();
      });
      if (this.isRunning()) await this.check();
    }
  }

  private async check(): Promise<void> {
    const waiting = this.settled;
    this.settled = [];
    try {
      await within(PATIENCE_MS, this.askOnce());
      this.failing = false;
    } catch (error) {
      if (!this.failing) this.logger.error('the revision of the figures cannot be read', error);
      this.failing = true;
    }
    for (const resolve of waiting) resolve();
  }

  private askOnce(): Promise<void> {
    const since = performance.now();
    if (this.asking && since - this.asking.since < ABANDON_MS) return this.asking.answer;
    const answer = this.ask().finally(() => {
      if (this.asking?.since === since) this.asking = undefined;
    });
    this.asking = { since, answer };
    return answer;
  }

  private async ask(): Promise<void> {
    let state = await this.state();
    if (!state) return;
    const known = this.next?.catalogue.revision ?? this.shown?.revision;
    if (state.revision === known && this.next === undefined) {
      this.confirmedBy(state);
      return;
    }
    if (state.activatesAt === null) {
      await this.repository.announce(state.revision, ACTIVATION_MS);
      state = await this.state();
      if (!state || state.activatesAt === null) return;
    }
    if (state.revision !== known) {
      const stored = await this.repository.whole();
      // Published again in between: the next beat sees to it.
      if (stored?.revision !== state.revision) return;
      this.next = { catalogue: new Catalogue(stored), activatesAt: state.activatesAt };
    }
    this.confirmedBy(state);
  }

  private async state(): Promise<(CatalogueState & { readonly askedAt: number }) | undefined> {
    const askedAt = performance.now();
    const state = await this.repository.state();
    if (!state) return undefined;
    this.readClock(state.now, askedAt, performance.now());
    return { ...state, askedAt };
  }

  /** The error of a reading is at most half its round trip; a busy moment does not spoil a good one. */
  private readClock(databaseNow: number, askedAt: number, answeredAt: number): void {
    const roundTrip = answeredAt - askedAt;
    const isOld = answeredAt - this.clock.readAt > CLOCK_READING_MS;
    if (!isOld && roundTrip > this.clock.roundTrip) return;
    const offset = databaseNow - (askedAt + answeredAt) / 2;
    this.clock = { offset, roundTrip, readAt: answeredAt };
  }

  private confirmedBy({ askedAt }: { readonly askedAt: number }): void {
    this.confirmedAt = askedAt;
  }
}

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}

async function within(ms: number, work: Promise<void>): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => {
      reject(new Error(`no answer within ${ms} ms`));
    }, ms);
  });
  // Given up on, it may still fail later.
  work.catch(() => undefined);
  try {
    await Promise.race([work, late]);
  } finally {
    clearTimeout(timer);
  }
}
