import type { LocalDate } from '@passerelle/kernel';

interface Dated {
  readonly updatedOn: LocalDate;
  readonly version: number;
}

/** Which snapshot is in force on a day: the last version of the latest update on or before it. */
export class SnapshotsInForce<S extends Dated> {
  /** One a day, by day. */
  private readonly snapshots: S[] = [];

  /** Adds a snapshot, in any order; a version that is corrected already changes nothing. */
  add(snapshot: S): void {
    const index = this.countUpTo(snapshot.updatedOn);
    const known = this.snapshots[index - 1];
    if (known?.updatedOn !== snapshot.updatedOn) this.snapshots.splice(index, 0, snapshot);
    else if (known.version < snapshot.version) this.snapshots[index - 1] = snapshot;
  }

  /** Without a day: the latest of all. */
  on(day?: LocalDate): S | undefined {
    return this.snapshots[(day === undefined ? this.snapshots.length : this.countUpTo(day)) - 1];
  }

  private countUpTo(day: LocalDate): number {
    let low = 0;
    let high = this.snapshots.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      const snapshot = this.snapshots[middle];
      if (snapshot !== undefined && snapshot.updatedOn <= day) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}
