import { type LocalDate, startOfParisDay } from '@passerelle/kernel';

import { Calendar } from './calendar.js';
import { SEED } from './mediation-cases.js';
import { Random } from './random.js';

export type WorkCategory = 'mail' | 'rsa_aah' | 'other';

/** One line of the import. Instants are in UTC; absent members are unknown or false. */
export interface WorkItem {
  readonly itemId: string;
  readonly category: WorkCategory;
  readonly receivedOn: LocalDate;
  readonly startedAt?: string;
  readonly completedAt?: string;
  readonly urgent?: true;
  readonly resumed?: true;
  readonly automatic?: true;
}

/** The day of the webinar's figures; they look at the seven days that end on it. */
export const UPDATED_ON = '2024-03-26';

interface Work {
  /** Ordinary items whose processing started in the week. */
  readonly ordinary: number;
  /** Nineteen of twenty of them, without the earliest and the latest twentieth, arrived between these days. */
  readonly window: readonly [string, string];
  /** A few arrived earlier or later than that, by so many days at most. */
  readonly earlierBy: number;
  readonly laterBy: number;
  readonly urgent: number;
  readonly resumed: number;
  readonly automatic: number;
  readonly waiting: number;
  /** The item forgotten longest; the others still waiting arrived after the window's last day. */
  readonly oldestWaiting: string;
}

/** The windows are those of the webinar; the numbers of items are invented. */
const WORK: Readonly<Record<WorkCategory, Work>> = {
  mail: {
    ordinary: 420,
    window: ['2024-03-06', '2024-03-11'],
    earlierBy: 9,
    laterBy: 4,
    urgent: 60,
    resumed: 35,
    automatic: 80,
    waiting: 240,
    oldestWaiting: '2024-02-26',
  },
  rsa_aah: {
    ordinary: 310,
    window: ['2024-03-13', '2024-03-19'],
    earlierBy: 12,
    laterBy: 1,
    urgent: 75,
    resumed: 40,
    automatic: 30,
    waiting: 150,
    oldestWaiting: '2024-03-01',
  },
  other: {
    ordinary: 380,
    window: ['2024-01-08', '2024-01-28'],
    earlierBy: 30,
    laterBy: 15,
    urgent: 45,
    resumed: 50,
    automatic: 40,
    waiting: 330,
    oldestWaiting: '2023-11-20',
  },
};

const WEEK_DAYS = 7;
/** Of the ordinary items, so large a share arrived before the window, and as large a one after it. */
const OUTSIDE = 0.03;
/** As large a share on each end of the window itself: the twentieth lies within it, not beyond. */
const ON_EACH_END = 0.05;

/** What waits, is begun or is done at the end of the week, in order of arrival and category. */
export function workItems(seed = SEED): WorkItem[] {
  return new WorkWeek(new Random(seed + 1)).items();
}

class WorkWeek {
  private readonly calendar = new Calendar();
  /** When the few days concerned begin: time zones are slow to reckon with. */
  private readonly starts = new Map<number, string>();
  private readonly lastDay = this.calendar.number(UPDATED_ON);

  constructor(private readonly random: Random) {}

  items(): WorkItem[] {
    return (Object.keys(WORK) as WorkCategory[]).flatMap((category) => {
      const drafts = this.drafts(WORK[category]);
      return drafts
        .sort((a, b) => a.received - b.received)
        .map(({ received, ...rest }, index) => ({
          itemId: `demo-${category.replace('_', '-')}-${String(index + 1).padStart(5, '0')}`,
          category,
          receivedOn: this.calendar.day(received),
          ...rest,
        }));
    });
  }

  private drafts(work: Work): Draft[] {
    const last = this.lastDay;
    return [
      ...this.ordinaryArrivals(work).map((received) => this.started(received)),
      // Rights suspended or broken off go first: they wait for a day or two.
      ...this.times(work.urgent, () => ({
        ...this.started(last - this.random.integer(1, 9)),
        urgent: true as const,
      })),
      // They waited for the person, some for months: their age is not that of the queue.
      ...this.times(work.resumed, () => ({
        ...this.started(last - this.random.integer(60, 200)),
        resumed: true as const,
      })),
      ...this.times(work.automatic, () => ({
        ...this.started(last - this.random.integer(0, 6)),
        automatic: true as const,
      })),
      ...this.waitingArrivals(work).map((received) => ({ received })),
      // The week before, which the figures of this one do not look at.
      ...this.times(Math.round(work.ordinary / 4), () => {
        const [from, to] = this.windowOf(work);
        return this.started(this.random.integer(from - 7, to - 7), last - WEEK_DAYS);
      }),
    ];
  }

  private ordinaryArrivals(work: Work): number[] {
    const [from, to] = this.windowOf(work);
    const outside = Math.floor(work.ordinary * OUTSIDE);
    const onEnd = Math.ceil(work.ordinary * ON_EACH_END);
    const inside = work.ordinary - 2 * outside - 2 * onEnd;
    return [
      ...this.times(outside, () => from - this.random.integer(1, work.earlierBy)),
      ...this.times(onEnd, () => from),
      ...this.times(inside, () => this.random.integer(from, to)),
      ...this.times(onEnd, () => to),
      ...this.times(outside, () => to + this.random.integer(1, work.laterBy)),
    ];
  }

  private waitingArrivals(work: Work): number[] {
    const [, to] = this.windowOf(work);
    return [
      this.calendar.number(work.oldestWaiting),
      ...this.times(work.waiting - 1, () => this.random.integer(to, this.lastDay)),
    ];
  }

  /** Begun at some hour of a working day of the week that ends on `last`, never before its arrival. */
  private started(received: number, last = this.lastDay): Draft {
    const earliest = Math.max(received, last - WEEK_DAYS + 1);
    const day = this.calendar.workingFrom(this.random.integer(earliest, last));
    const startedAt = this.instant(day, this.random.integer(8 * 60, 17 * 60));
    return this.random.chance(0.85)
      ? { received, startedAt, completedAt: later(startedAt, this.random.integer(5, 45)) }
      : { received, startedAt };
  }

  private windowOf({ window: [from, to] }: Work): [number, number] {
    return [this.calendar.number(from), this.calendar.number(to)];
  }

  private instant(day: number, minutes: number): string {
    const start = this.starts.get(day) ?? startOfParisDay(this.calendar.day(day)).toISOString();
    this.starts.set(day, start);
    return later(start, minutes);
  }

  private times<T>(count: number, make: () => T): T[] {
    return Array.from({ length: count }, make);
  }
}

interface Draft extends Pick<
  WorkItem,
  'startedAt' | 'completedAt' | 'urgent' | 'resumed' | 'automatic'
> {
  readonly received: number;
}

function later(instant: string, minutes: number): string {
  return new Date(Date.parse(instant) + minutes * 60_000).toISOString();
}
