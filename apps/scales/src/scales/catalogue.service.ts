import { Injectable } from '@nestjs/common';

import type { Tx } from '@passerelle/persistence';

import type { NewPeriod, PlacedPeriod, StoredPeriod } from './catalogue.js';
import { CatalogueRepository } from './catalogue.repository.js';

/** How other features change the figures: hold the catalogue, place periods, raise the revision. */
@Injectable()
export class CatalogueService {
  constructor(private readonly catalogue: CatalogueRepository) {}

  /**
   * Holds the catalogue for one publication, until the transaction ends.
   *
   * @returns false while the former publication is not yet shown by every replica
   */
  hold(tx: Tx): Promise<boolean> {
    return this.catalogue.lock(tx);
  }

  /** The periods of some series that are known without end, by series. */
  openPeriods(tx: Tx, seriesIds: readonly number[]): Promise<Map<number, StoredPeriod[]>> {
    return this.catalogue.openPeriods(tx, seriesIds);
  }

  /** Ends what placements close and writes what they add. */
  place(tx: Tx, placements: readonly PlacedPeriod[]): Promise<void> {
    return this.catalogue.apply(tx, placements);
  }

  /** Writes the first periods of series. */
  add(tx: Tx, periods: readonly NewPeriod[]): Promise<void> {
    return this.catalogue.insert(tx, periods);
  }

  /** @returns the new revision; no replica shows the revision before its announcement */
  raiseRevision(tx: Tx): Promise<number> {
    return this.catalogue.bump(tx);
  }
}
