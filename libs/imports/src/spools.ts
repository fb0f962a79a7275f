import type { Logger } from '@passerelle/observability';
import type { Session, Transactions } from '@passerelle/persistence';

import { ObjectStore } from './object-store.js';
import { PostgresSpool } from './postgres-spool.js';
import { S3Spool } from './s3-spool.js';
import {
  ContentDamagedError,
  type Spool,
  type SpoolWriter,
  StorageUnavailableError,
  verified,
} from './spool.js';
import { StoredObjectsRepository } from './stored-objects.repository.js';
import type { ObjectStorage } from './spool-settings.js';

export interface SpoolsParts {
  readonly transactions: Transactions;
  readonly logger: Logger;
  /** `null`: contents wait in PostgreSQL. */
  readonly storage: ObjectStorage | null;
  readonly maxBytes: number;
}

/**
 * New contents go where the settings say; each is read and removed where it is, so the setting may
 * change while imports wait.
 */
export class Spools implements Spool {
  private readonly objects: StoredObjectsRepository;
  private readonly postgres: PostgresSpool;
  private readonly store: ObjectStore | undefined;
  private readonly s3: S3Spool | undefined;

  constructor({ transactions, logger, storage, maxBytes }: SpoolsParts) {
    this.objects = new StoredObjectsRepository(transactions);
    this.postgres = new PostgresSpool(transactions);
    if (storage === null) return;
    this.store = new ObjectStore(storage, logger);
    this.s3 = new S3Spool(this.store, this.objects, maxBytes);
  }

  async writer(session: Session, importId: string): Promise<SpoolWriter> {
    return (this.s3 ?? this.postgres).writer(session, importId);
  }

  async *read(session: Session, importId: string): AsyncGenerator<Buffer> {
    const kept = await this.objects.kept(session, importId);
    if (kept === undefined) throw new ContentDamagedError();
    yield* verified(
      kept.object === null
        ? this.postgres.read(session, importId)
        : this.configured().read(kept.object, kept.bytes),
      kept,
    );
  }

  async remove(importId: string): Promise<void> {
    await this.postgres.remove(importId);
    const object = await this.objects.ofImport(importId);
    if (object === undefined) return;
    // A storage that is away holds up nothing: the row stays, and the reconciler comes back to it.
    await this.configured().remove(importId, object).catch(unlessUnavailable);
  }

  /** @returns how many objects without an import were removed */
  async removeOrphans(): Promise<number> {
    const orphans = await this.objects.orphans();
    for (const { importId, ...object } of orphans) {
      await this.configured().remove(importId, object);
    }
    return orphans.length;
  }

  close(): void {
    this.store?.close();
  }

  private configured(): S3Spool {
    if (this.s3 === undefined) {
      throw new StorageUnavailableError('a content waits in a storage that is not set any more');
    }
    return this.s3;
  }
}

function unlessUnavailable(error: unknown): void {
  if (!(error instanceof StorageUnavailableError)) throw error;
}
