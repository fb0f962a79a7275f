import { addDays, type LocalDate, startOfParisDay } from '@passerelle/kernel';

/**
 * A figure in the two times of a scale: in force from `effectiveFrom` to the day before `effectiveTo`, and known
 * from one instant to another (milliseconds since 1970). Null: until further notice.
 * The periods of one series never overlap; the database refuses it too.
 */
export interface Period<F> {
  readonly effectiveFrom: LocalDate;
  readonly effectiveTo: LocalDate | null;
  readonly knownFrom: number;
  readonly knownTo: number | null;
  readonly figure: F;
}

export interface Dated {
  readonly effectiveFrom: LocalDate;
}

/** What a publication does to a series: one period known until now ends, others begin. */
export interface Placement<F> {
  readonly closed: Period<F> | null;
  readonly added: readonly Period<F>[];
}

/** The knowledge of a series cannot be rewritten: a publication is later than what it changes. */
export class PublishedTooEarly extends Error {
  constructor(readonly knownFrom: number) {
    super('a publication cannot precede what it changes');
    this.name = 'PublishedTooEarly';
  }
}

/** A text published on a day is known from that day's beginning in Paris. */
export function knownFromDay(day: LocalDate): number {
  return startOfParisDay(day).getTime();
}

/** The last instant of a day in Paris: what was known on a day is what was known when it ended. */
export function endOfDay(day: LocalDate): number {
  return startOfParisDay(addDays(day, 1)).getTime() - 1;
}

/** A period of force: from a day, to the day before another. */
interface InForce {
  readonly effectiveFrom: LocalDate;
  readonly effectiveTo: LocalDate | null;
}

function covers({ effectiveFrom, effectiveTo }: InForce, on: LocalDate): boolean {
  return effectiveFrom <= on && (effectiveTo === null || on < effectiveTo);
}

/**
 * Where a figure goes among the periods that are known without end. It is in force until the next one begins;
 * the one in force on its first day ends there, and stays readable as it was known before.
 * @throws PublishedTooEarly when what it changes became known at that instant or later.
 */
export function place<F extends Dated>(
  open: readonly Period<F>[],
  figure: F,
  knownFrom: number,
): Placement<F> {
  const { effectiveFrom } = figure;
  const closed = open.find((period) => covers(period, effectiveFrom)) ?? null;
  const next = open
    .filter((period) => period.effectiveFrom > effectiveFrom)
    .reduce<Period<F> | null>(
      (first, period) => (first && first.effectiveFrom < period.effectiveFrom ? first : period),
      null,
    );
  const changed = closed ?? next;
  if (changed && changed.knownFrom >= knownFrom) throw new PublishedTooEarly(changed.knownFrom);
  const added: Period<F>[] = [];
  if (closed && closed.effectiveFrom < effectiveFrom) {
    added.push({ ...closed, effectiveTo: effectiveFrom, knownFrom });
  }
  const effectiveTo = closed ? closed.effectiveTo : (next?.effectiveFrom ?? null);
  added.push({ effectiveFrom, effectiveTo, knownFrom, knownTo: null, figure });
  return { closed, added };
}

/**
 * The periods of a whole series, from figures in any order. Figures that became known at one instant enter
 * together; of two with the same first day, the one known later replaces the other from then on.
 */
export function layOut<F extends Dated>(
  figures: readonly { readonly figure: F; readonly knownFrom: number }[],
): Period<F>[] {
  const instants = [...new Set(figures.map(({ knownFrom }) => knownFrom))].sort((a, b) => a - b);
  const past: Period<F>[] = [];
  let open: Period<F>[] = [];
  for (const knownFrom of instants) {
    let next = new Map(open.map((period) => [period.effectiveFrom, period.figure]));
    for (const { figure, knownFrom: instant } of figures) {
      if (instant === knownFrom) next = next.set(figure.effectiveFrom, figure);
    }
    const renewed = chain(next, knownFrom);
    const kept = open.filter((period) => renewed.some((other) => sameForce(period, other)));
    for (const period of open) {
      if (!kept.includes(period)) past.push({ ...period, knownTo: knownFrom });
    }
    open = renewed.map((period) => kept.find((other) => sameForce(period, other)) ?? period);
  }
  return [...past, ...open];
}

function sameForce<F>(a: Period<F>, b: Period<F>): boolean {
  return (
    a.figure === b.figure && a.effectiveFrom === b.effectiveFrom && a.effectiveTo === b.effectiveTo
  );
}

function chain<F>(figures: ReadonlyMap<LocalDate, F>, knownFrom: number): Period<F>[] {
  const days = [...figures.keys()].sort();
  return days.map((effectiveFrom, i) => ({
    effectiveFrom,
    effectiveTo: days[i + 1] ?? null,
    knownFrom,
    knownTo: null,
    figure: figures.get(effectiveFrom) as F,
  }));
}

/** The history as it was known at an instant: contiguous, from the first known day on. */
export function knownAt<F>(periods: readonly Period<F>[], instant: number): Period<F>[] {
  return periods
    .filter(
      ({ knownFrom, knownTo }) => knownFrom <= instant && (knownTo === null || instant < knownTo),
    )
    .sort((a, b) => (a.effectiveFrom < b.effectiveFrom ? -1 : 1));
}

/** The period in force on a day, in a history of one instant, by binary search. */
export function inForce<P extends InForce>(history: readonly P[], on: LocalDate): P | undefined {
  let low = 0;
  let high = history.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    const period = history[middle];
    if (period && period.effectiveFrom <= on) low = middle + 1;
    else high = middle;
  }
  const found = history[low - 1];
  return found && covers(found, on) ? found : undefined;
}

/** The days on which anything begins, and so the days between which nothing changes. */
export function firstDays(histories: readonly (readonly InForce[])[]): LocalDate[] {
  return [...new Set(histories.flat().map(({ effectiveFrom }) => effectiveFrom))].sort();
}
