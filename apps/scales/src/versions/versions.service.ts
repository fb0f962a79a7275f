import { Injectable } from '@nestjs/common';

import type { Actor } from '@passerelle/auth';
import { assertExpected, type ExpectedVersions, requestErrors } from '@passerelle/http';
import { Clock, type LocalDate, newId } from '@passerelle/kernel';
import { type Page, Transactions, type Tx } from '@passerelle/persistence';

import type { Catalogue } from '../scales/catalogue.js';
import { refOf } from '../scales/scale.js';
import { SnapshotService } from '../scales/snapshot.service.js';
import type { VersionOrigin, Version } from './version.entity.js';
import {
  approve,
  assertCorrectionExplained,
  assertDraft,
  type KnownSeries,
  reject,
  submit,
  type VersionItem,
} from './version.js';
import { itemView, readItems, warningsOf } from './version-items.js';
import type { DraftVersion, VersionsQuery } from './versions.dto.js';
import type { VersionSummary, VersionView } from './version.view.js';
import { VersionsRepository } from './versions.repository.js';

export interface DraftContent {
  readonly effectiveFrom: LocalDate;
  readonly reference: string;
  readonly correctionReason: string | null;
  readonly origin: VersionOrigin | null;
  readonly items: readonly VersionItem[];
}

/** Versions on their way to publication; the last step is in PublicationsService. */
@Injectable()
export class VersionsService {
  constructor(
    private readonly versions: VersionsRepository,
    private readonly snapshot: SnapshotService,
    private readonly transactions: Transactions,
    private readonly clock: Clock,
  ) {}

  async list({ status, limit, after }: VersionsQuery): Promise<Page<VersionSummary>> {
    const page = await this.versions.page(status, limit, after);
    return { items: page.items.map(summaryOf), next: page.next };
  }

  async read(id: string): Promise<VersionView> {
    const row = await this.versions.byId(id);
    if (!row) throw requestErrors.unknownId();
    return this.view(row);
  }

  async create(actor: Actor, request: DraftVersion): Promise<VersionView> {
    const content = await this.contentOf(request);
    return this.transactions.run(async (tx) => this.view(await this.insert(tx, actor, content)));
  }

  /** Drafts come from people and from revaluations alike. */
  async insert(tx: Tx, actor: Actor, content: DraftContent): Promise<Version> {
    const row: Version = {
      id: newId(),
      status: 'draft',
      effectiveFrom: content.effectiveFrom,
      reference: content.reference,
      correctionReason: content.correctionReason,
      rejectionReason: null,
      origin: content.origin,
      items: [...content.items],
      preparedBy: [actor.subject],
      submittedBy: null,
      approvedBy: null,
      publishedBy: null,
      publishedOn: null,
      publishedAt: null,
      createdAt: this.clock.now(),
      version: 1,
    };
    await this.versions.insert(tx, row);
    return row;
  }

  async replace(
    actor: Actor,
    id: string,
    request: DraftVersion,
    expected: ExpectedVersions,
  ): Promise<VersionView> {
    const content = await this.contentOf(request);
    return this.change(id, expected, (row) => {
      assertDraft(row);
      const preparedBy = [...new Set([...row.preparedBy, actor.subject])];
      return { ...content, origin: row.origin, items: [...content.items], preparedBy };
    });
  }

  submit(actor: Actor, id: string, expected: ExpectedVersions): Promise<VersionView> {
    return this.change(id, expected, (row) => submit(row, actor.subject, row.items.length));
  }

  approve(actor: Actor, id: string, expected: ExpectedVersions): Promise<VersionView> {
    return this.change(id, expected, (row) => approve(row, actor.subject));
  }

  reject(id: string, reason: string, expected: ExpectedVersions): Promise<VersionView> {
    return this.change(id, expected, (row) => ({
      ...reject(row),
      rejectionReason: reason,
      publishedOn: null,
      publishedBy: null,
    }));
  }

  async view(row: Version): Promise<VersionView> {
    const catalogue = await this.snapshot.read();
    // Published, it is shown beside what it replaced: as known just before.
    const instant = (row.publishedAt?.getTime() ?? this.clock.now().getTime() + 1) - 1;
    const items = row.items.map((item) => itemView(item, catalogue, row.effectiveFrom, instant));
    const warnings = warningsOf(row.items, catalogue, row.effectiveFrom, instant);
    return { ...summaryOf(row), warnings, items };
  }

  private async contentOf(request: DraftVersion): Promise<DraftContent> {
    const catalogue = await this.snapshot.read();
    const now = this.clock.now().getTime();
    const { effectiveFrom, reference, correction } = request;
    const items = readItems(request.items, catalogue, effectiveFrom, now);
    const correctionReason = correction?.reason ?? null;
    const known = items.map((item) => knownSeries(catalogue, item, now));
    assertCorrectionExplained({ effectiveFrom, correctionReason }, known, this.clock.today());
    return { effectiveFrom, reference, correctionReason, origin: null, items };
  }

  private change(
    id: string,
    expected: ExpectedVersions,
    change: (row: Version) => Partial<Version>,
  ): Promise<VersionView> {
    return this.transactions.run(async (tx) => {
      const row = await this.versions.byIdForChange(tx, id);
      if (!row) throw requestErrors.unknownId();
      assertExpected(expected, row.version);
      return this.view(await this.versions.update(tx, row, change(row)));
    });
  }
}

function knownSeries(catalogue: Catalogue, item: VersionItem, now: number): KnownSeries {
  const ref = refOf(item);
  return {
    ref,
    firstDays: catalogue.historyOf(ref, now).map(({ effectiveFrom }) => effectiveFrom),
  };
}

function summaryOf(row: Version): VersionSummary {
  const { items, publishedAt, createdAt, ...rest } = row;
  return {
    ...rest,
    scales: [...new Set(items.map(({ scale }) => scale))],
    itemCount: items.length,
    publishedAt: publishedAt?.toISOString() ?? null,
    createdAt: createdAt.toISOString(),
  };
}
