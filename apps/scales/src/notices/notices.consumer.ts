import { Injectable } from '@nestjs/common';

import { versionPublishedV1 } from '@passerelle/contracts';
import { Clock } from '@passerelle/kernel';
import { On, type Received } from '@passerelle/messaging';
import type { Tx } from '@passerelle/persistence';

import { SnapshotService } from '../scales/snapshot.service.js';
import { NoticesRepository } from './notices.repository.js';

interface VersionPublished {
  readonly versionId: string;
  readonly effectiveFrom: string;
  readonly publishedOn: string;
  readonly correction: boolean;
  readonly scales: string[];
  readonly revision: number;
}

/** Tells the subscribers of a publication. */
@Injectable()
export class NoticesConsumer {
  constructor(
    private readonly notices: NoticesRepository,
    private readonly snapshot: SnapshotService,
    private readonly clock: Clock,
  ) {}

  @On(versionPublishedV1)
  async onVersionPublished(events: readonly Received<VersionPublished>[], tx: Tx): Promise<void> {
    for (const { data } of events) await this.notices.notify(tx, data, this.clock.now());
    tx.afterCommit(() => {
      this.snapshot.look();
    });
  }
}
