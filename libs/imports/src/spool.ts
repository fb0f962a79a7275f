import { createHash } from 'node:crypto';

import type { Session } from '@passerelle/persistence';

export const PIECE_BYTES = 1_048_576;

/** Where the content of an import waits, within reach of every replica. */
export interface Spool {
  /** For an import that has its row already. */
  writer(session: Session, importId: string): Promise<SpoolWriter>;
  /**
   * The content in order, no faster than it is taken.
   *
   * @throws ContentDamagedError at the latest after the last byte; StorageUnavailableError
   */
  read(session: Session, importId: string): AsyncGenerator<Buffer>;
  /** Nothing to remove is no failure. */
  remove(importId: string): Promise<void>;
}

/** One call at a time. @throws StorageUnavailableError */
export interface SpoolWriter {
  /** The piece may be used again once this resolves. */
  write(piece: Buffer): Promise<void>;
  /** Resolves when the whole content is kept. */
  finish(): Promise<void>;
  /** Takes back what was written, as far as the import's row does not take it along. Never rejects. */
  discard(): Promise<void>;
}

/** The storage is away, full or refuses: the same will succeed another time. */
export class StorageUnavailableError extends Error {
  constructor(message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = 'StorageUnavailableError';
  }
}

/** What was kept is gone, or is not what was received. */
export class ContentDamagedError extends Error {
  constructor() {
    super('the kept content is not what was received');
    this.name = 'ContentDamagedError';
  }
}

/** Passes a content on and holds it against what was received. */
export async function* verified(
  source: AsyncIterable<Buffer>,
  received: { readonly bytes: number; readonly sha256: Buffer },
): AsyncGenerator<Buffer> {
  const hash = createHash('sha256');
  let bytes = 0;
  for await (const piece of source) {
    bytes += piece.length;
    if (bytes > received.bytes) throw new ContentDamagedError();
    hash.update(piece);
    yield piece;
  }
  if (bytes !== received.bytes || !hash.digest().equals(received.sha256)) {
    throw new ContentDamagedError();
  }
}
