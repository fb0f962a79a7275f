import { Injectable } from '@nestjs/common';

import type { Actor } from '@passerelle/auth';
import { versionPublishedV1 } from '@passerelle/contracts';
import { assertExpected, type ExpectedVersions, requestErrors } from '@passerelle/http';
import { Clock, type LocalDate } from '@passerelle/kernel';
import { Outbox } from '@passerelle/messaging';
import { Logger } from '@passerelle/observability';
import { Transactions, type Tx } from '@passerelle/persistence';

import type { Catalogue, StoredFigure, StoredPeriod } from '../scales/catalogue.js';
import { CatalogueService } from '../scales/catalogue.service.js';
import { refOf } from '../scales/scale.js';
import { SnapshotService } from '../scales/snapshot.service.js';
import { place, PublishedTooEarly } from '../scales/timeline.js';
import type { Version } from './version.entity.js';
import { type KnownSeries, knownFromOf, shortList, type VersionItem } from './version.js';
import { versionErrors } from './versions.errors.js';
import { VersionsRepository } from './versions.repository.js';

/** Two publications within a moment keep their order. */
const SAME_MOMENT_MS = 1_000;

export interface Published {
  readonly row: Version;
  /** The revision that shows it; null while it waits for its day. */
  readonly revision: number | null;
}

interface Target {
  readonly seriesId: number;
  readonly item: VersionItem;
  readonly known: KnownSeries;
  readonly open: readonly StoredPeriod[];
}

/** The last step: what two people agreed on becomes what everybody reads. */
@Injectable()
export class PublicationsService {
  constructor(
    private readonly versions: VersionsRepository,
    private readonly catalogue: CatalogueService,
    private readonly snapshot: SnapshotService,
    private readonly transactions: Transactions,
    private readonly outbox: Outbox,
    private readonly clock: Clock,
    private readonly logger: Logger,
  ) {}

  async publish(
    actor: Actor,
    id: string,
    publishedOn: LocalDate | undefined,
    expected: ExpectedVersions,
  ): Promise<Published> {
    const catalogue = await this.snapshot.read();
    return this.transactions.run(async (tx) => {
      const row = await this.versions.byIdForChange(tx, id);
      if (!row) throw requestErrors.unknownId();
      assertExpected(expected, row.version);
      return this.publishWithin(
        tx,
        row,
        catalogue,
        publishedOn ?? this.clock.today(),
        actor.subject,
      );
    });
  }

  async publishDue(): Promise<void> {
    for (const id of await this.versions.due(this.clock.today())) {
      const catalogue = await this.snapshot.read();
      const published = await this.transactions.run(async (tx) => {
        const row = await this.versions.byIdForChange(tx, id);
        if (row?.status !== 'scheduled' || row.publishedOn === null) return undefined;
        return this.publishWithin(tx, row, catalogue, row.publishedOn, row.publishedBy ?? '');
      });
      if (!published) continue;
      this.logger.info('a scheduled version was published', { version: id });
      if (published.revision !== null) await this.snapshot.shows(published.revision);
    }
  }

  private async publishWithin(
    tx: Tx,
    row: Version,
    catalogue: Catalogue,
    publishedOn: LocalDate,
    actor: string,
  ): Promise<Published> {
    const today = this.clock.today();
    const now = this.clock.now().getTime();
    // Of a version that waited, only its text is of an earlier day: nobody could read it before now.
    const asOf = row.status === 'scheduled' && publishedOn < today ? today : publishedOn;
    if (!(await this.catalogue.hold(tx))) throw versionErrors.publicationUnderWay();
    const targets = await this.targets(tx, row.items, catalogue);
    const knownFrom = knownFromOf(
      row,
      targets.map(({ known }) => known),
      asOf,
      laterThan(targets, now),
      today,
    );
    if (knownFrom === null) {
      const change = { status: 'scheduled', publishedOn, publishedBy: actor } as const;
      return { row: await this.versions.update(tx, row, change), revision: null };
    }
    await this.place(tx, row, targets, publishedOn, knownFrom);
    const revision = await this.catalogue.raiseRevision(tx);
    const published = await this.versions.update(tx, row, {
      status: 'published',
      publishedOn,
      publishedBy: actor,
      publishedAt: new Date(knownFrom),
    });
    this.outbox.publish(
      tx,
      versionPublishedV1,
      {
        versionId: row.id,
        effectiveFrom: row.effectiveFrom,
        publishedOn,
        correction: row.correctionReason !== null,
        scales: [...new Set(row.items.map(({ scale }) => scale))],
        revision,
      },
      published.version,
    );
    tx.afterCommit(() => {
      this.snapshot.look();
    });
    return { row: published, revision };
  }

  private async targets(
    tx: Tx,
    items: readonly VersionItem[],
    catalogue: Catalogue,
  ): Promise<Target[]> {
    const ids = items.map((item) => {
      const stored = catalogue.find(refOf(item));
      if (!stored) throw versionErrors.unknownSeries({ ref: refOf(item) });
      return stored.id;
    });
    const open = await this.catalogue.openPeriods(tx, ids);
    return items.map((item, i) => {
      const seriesId = ids[i] ?? 0;
      const periods = open.get(seriesId) ?? [];
      const firstDays = periods.map(({ effectiveFrom }) => effectiveFrom);
      return { seriesId, item, open: periods, known: { ref: refOf(item), firstDays } };
    });
  }

  private async place(
    tx: Tx,
    row: Version,
    targets: readonly Target[],
    publishedOn: LocalDate,
    knownFrom: number,
  ): Promise<void> {
    const recordedAt = this.clock.now().toISOString();
    const tooEarly: string[] = [];
    const placements = targets.flatMap(({ seriesId, item, open, known }) => {
      const figure: StoredFigure = {
        effectiveFrom: row.effectiveFrom,
        values: item.values,
        reference: row.reference,
        referenceKind: 'text',
        publishedOn,
        publishedOnBasis: 'official',
        reliability: item.values.every((value) => value === null) ? 'unknown' : 'confirmed',
        correctionReason: row.correctionReason,
        versionId: row.id,
        recordedAt,
      };
      try {
        const placement = place(open, figure, knownFrom);
        const closedId = open.find((period) => period === placement.closed)?.id ?? null;
        return [{ seriesId, placement, closedId, knownFrom }];
      } catch (error) {
        if (!(error instanceof PublishedTooEarly)) throw error;
        tooEarly.push(known.ref);
        return [];
      }
    });
    if (tooEarly.length > 0) {
      throw versionErrors.publicationTooEarly({ series: shortList(tooEarly) });
    }
    await this.catalogue.place(tx, placements);
  }
}

/** Now, or just after what was published within this moment: a correction follows what it corrects. */
function laterThan(targets: readonly Target[], now: number): number {
  const latest = Math.max(
    0,
    ...targets.flatMap(({ open }) => open.map(({ knownFrom }) => knownFrom)),
  );
  return latest >= now && latest - now < SAME_MOMENT_MS ? latest + 1 : now;
}
