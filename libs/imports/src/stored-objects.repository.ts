import type { Session, Transactions } from '@passerelle/persistence';

import type { ObjectAddress } from './object-store.js';

export interface StoredObject extends ObjectAddress {
  /** What the storage calls this very content; `null` while it is being written. */
  readonly tag: string | null;
}

export interface KeptContent {
  readonly bytes: number;
  readonly sha256: Buffer;
  /** `null`: the content is in pieces in PostgreSQL. */
  readonly object: StoredObject | null;
}

/**
 * The objects that may exist, from before the first byte until the storage has confirmed their removal;
 * their rows outlive those of their imports.
 */
export class StoredObjectsRepository {
  constructor(private readonly transactions: Transactions) {}

  async begun(session: Session, importId: string, { bucket, key }: ObjectAddress): Promise<void> {
    await session.query(
      'insert into import_objects (import_id, bucket, object_key) values ($1, $2, $3)',
      [importId, bucket, key],
    );
  }

  async finished(session: Session, importId: string, tag: string | null): Promise<void> {
    await session.query('update import_objects set tag = $2 where import_id = $1', [importId, tag]);
  }

  /** What was received, and where it is. */
  async kept(session: Session, importId: string): Promise<KeptContent | undefined> {
    const [row] = await session.query<{
      bytes: number;
      sha256: Buffer;
      bucket: string | null;
      key: string;
      tag: string | null;
    }>(
      `select bytes, sha256, bucket, object_key as key, tag
       from imports left join import_objects on import_id = id
       where id = $1 and sha256 is not null`,
      [importId],
    );
    if (row === undefined) return undefined;
    const { bytes, sha256, bucket, key, tag } = row;
    return { bytes, sha256, object: bucket === null ? null : { bucket, key, tag } };
  }

  async ofImport(importId: string): Promise<ObjectAddress | undefined> {
    const [row] = await this.transactions.read<ObjectAddress>(
      'select bucket, object_key as key from import_objects where import_id = $1',
      [importId],
    );
    return row;
  }

  /** Those whose import is gone: its upload broke off, or it was forgotten. */
  async orphans(): Promise<(ObjectAddress & { readonly importId: string })[]> {
    return this.transactions.read(
      `select import_id as "importId", bucket, object_key as key from import_objects
       where not exists (select from imports where id = import_id)
       order by created_at limit 1000`,
    );
  }

  async forget(importId: string): Promise<void> {
    await this.transactions.run((tx) =>
      tx.query('delete from import_objects where import_id = $1', [importId]),
    );
  }
}
