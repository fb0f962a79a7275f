import type { Session } from '@passerelle/persistence';

import type { ObjectAddress, ObjectStore } from './object-store.js';
import { type SpoolWriter, StorageUnavailableError } from './spool.js';
import type { StoredObject, StoredObjectsRepository } from './stored-objects.repository.js';

/** The least that S3 takes as a part, and the most parts of one object. */
const MIN_PART_BYTES = 5 * 1_048_576;
const MAX_PARTS = 10_000;
/** One request; the next range is fetched while this one is worked on. */
const READ_BYTES = 4 * 1_048_576;

/** Contents as objects of an S3-compatible storage. Every object that may exist has its row in `import_objects`. */
export class S3Spool {
  private readonly partBytes: number;

  constructor(
    private readonly store: ObjectStore,
    private readonly objects: StoredObjectsRepository,
    maxBytes: number,
  ) {
    this.partBytes = Math.max(MIN_PART_BYTES, Math.ceil(maxBytes / MAX_PARTS));
  }

  async writer(session: Session, importId: string): Promise<SpoolWriter> {
    const address = this.store.addressOf(importId);
    // Written down before there is anything: whatever happens from here on, the reconciler finds it.
    await this.objects.begun(session, importId, address);
    const upload = new Upload(this.store, address, this.partBytes);
    return {
      write: (piece) => upload.write(piece),
      finish: async () => {
        await this.objects.finished(session, importId, await upload.finish());
      },
      discard: async () => {
        // A storage that has just failed is not asked again while a caller waits: the reconciler does it.
        if (await upload.failed()) return;
        await this.remove(importId, address).catch(() => undefined);
      },
    };
  }

  /** In ranges that are there as a whole before they are worked on: no request waits for a merge. */
  async *read({ tag, ...address }: StoredObject, bytes: number): AsyncGenerator<Buffer> {
    const stopping = new AbortController();
    const fetch = (from: number): Promise<Buffer> | undefined => {
      if (from >= bytes) return undefined;
      const length = Math.min(READ_BYTES, bytes - from);
      const range = this.store.range(address, tag, from, length, stopping.signal);
      // Whoever stops reading leaves it behind: its failure is then nobody's.
      range.catch(() => undefined);
      return range;
    };
    try {
      let ahead = fetch(0);
      for (let from = READ_BYTES; ahead !== undefined; from += READ_BYTES) {
        const piece = await ahead;
        ahead = fetch(from);
        yield piece;
      }
    } finally {
      stopping.abort();
    }
  }

  async remove(importId: string, address: ObjectAddress): Promise<void> {
    await this.store.remove(address);
    await this.objects.forget(importId);
  }
}

/** One object on its way: one part is sent while the next is filled, so two are held at most. */
class Upload {
  private readonly tags: Promise<string | null>[] = [];
  private uploadId: string | undefined;
  private sending: Promise<unknown> = Promise.resolve();
  private part: Buffer;
  private spare: Buffer | undefined;
  private filled = 0;

  constructor(
    private readonly store: ObjectStore,
    private readonly address: ObjectAddress,
    partBytes: number,
  ) {
    // Untouched memory is none: a small file costs what it holds.
    this.part = Buffer.allocUnsafeSlow(partBytes);
  }

  async write(piece: Buffer): Promise<void> {
    for (let at = 0; at < piece.length;) {
      if (this.filled === this.part.length) await this.send();
      const copied = piece.copy(this.part, this.filled, at);
      at += copied;
      this.filled += copied;
    }
  }

  async finish(): Promise<string | null> {
    if (this.uploadId === undefined) {
      return this.track(this.store.put(this.address, this.part.subarray(0, this.filled)));
    }
    // Something is always left: a full part is sent when the next byte comes.
    await this.send();
    const tags = await Promise.all(this.tags);
    return this.track(this.store.complete(this.address, this.uploadId, tags));
  }

  /** Once nothing is on its way any more. */
  async failed(): Promise<boolean> {
    return this.sending.then(
      () => false,
      (error: unknown) => error instanceof StorageUnavailableError,
    );
  }

  private async send(): Promise<void> {
    await this.sending;
    this.uploadId ??= await this.track(this.store.begin(this.address));
    const { part } = this;
    const bytes = part.subarray(0, this.filled);
    const number = this.tags.length + 1;
    this.tags.push(this.track(this.store.part(this.address, this.uploadId, number, bytes)));
    this.part = this.spare ?? Buffer.allocUnsafeSlow(part.length);
    this.spare = part;
    this.filled = 0;
  }

  private track<T>(request: Promise<T>): Promise<T> {
    this.sending = request;
    // Awaited before the next one; until then its failure is not unhandled.
    request.catch(() => undefined);
    return request;
  }
}
