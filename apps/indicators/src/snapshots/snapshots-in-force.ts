import type { LocalDate } from '@passerelle/kernel';

interface Dated {
  readonly updatedOn: LocalDate;
  readonly version: number;
}

/** Finds the snapshot in force on a day: the last version of the latest update on or before that day. */
export class SnapshotsInForce<S extends Dated> {
  /** One snapshot per day, in order of the day. */
  private readonly snapshots: S[] = [];

  /** Adds a snapshot, in any order. A version that already has a correction changes nothing. */
  add(snapshot: S): void {
    const index = this.countUpTo(snapshot.updatedOn);
    const known = this.snapshots[index - 1];
    if (known?.updatedOn !== snapshot.updatedOn) this.snapshots.splice(index, 0, snapshot);
    else if (known.version < snapshot.version) this.snapshots[index - 1] = snapshot;
  }

  /** The snapshot in force on a day; without a day the latest snapshot. */
  on(day?: LocalDate): S | undefined {
    return this.snapshots[(day === undefined ? this.snapshots.length : this.countUpTo(day)) - 1];
  }

  /** Searches from the end, because recent days are asked for most. A year has 52 snapshots. */
  private countUpTo(day: LocalDate): number {
    return this.snapshots.findLastIndex(({ updatedOn }) => updatedOn <= day) + 1;
  }
}
