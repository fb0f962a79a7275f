import { pipeline, Readable } from 'node:stream';
import { createGunzip } from 'node:zlib';

import type { IncomingBody } from '@passerelle/http';
import { DomainError } from '@passerelle/kernel';

import { importErrors } from './imports.errors.js';

export interface ContentLimits {
  /** Of the content, decompressed. */
  readonly maxBytes: number;
  /** How many times the content may be as large as its gzip, once it is large at all. */
  readonly maxRatio: number;
  /** How long a caller may send nothing. */
  readonly idleMs: number;
}

/** Repetitive lists compress 30 to 1, what is made to explode 1,000 to 1. */
const RATIO_COUNTS_FROM = 16 * 1_048_576;

/**
 * The content of an upload as it arrives, decompressed where it is gzip (which its first bytes say, header
 * or not). Reads no faster than it is read. Whatever goes wrong leaves the connection in order, so that
 * the refusal can be answered.
 */
export async function* incomingContent(
  body: IncomingBody,
  limits: ContentLimits,
): AsyncGenerator<Buffer> {
  if (body.encoding !== 'gzip' && body.encoding !== 'identity') {
    throw importErrors.unsupportedEncoding();
  }
  const source = new Source(body.stream, limits.idleMs);
  const first = await source.atLeast(2);
  const isGzip = first[0] === 0x1f && first[1] === 0x8b;
  if (body.encoding === 'gzip' && !isGzip && first.length > 0) throw importErrors.corruptGzip();
  let bytes = 0;
  for await (const piece of isGzip ? gunzipped(source, first) : source.rest(first)) {
    bytes += piece.length;
    if (bytes > limits.maxBytes) throw importErrors.fileTooLarge();
    if (isGzip && bytes > RATIO_COUNTS_FROM && bytes > limits.maxRatio * source.bytes) {
      throw importErrors.compressionBomb();
    }
    yield piece;
  }
}

async function* gunzipped(source: Source, first: Buffer): AsyncGenerator<Buffer> {
  const gunzip = createGunzip({ chunkSize: 262_144 });
  const input = Readable.from(source.rest(first), { objectMode: false });
  pipeline(input, gunzip, () => undefined);
  try {
    for await (const piece of gunzip) yield piece as Buffer;
  } catch (error) {
    if (error instanceof DomainError) throw error;
    throw String((error as NodeJS.ErrnoException).code).startsWith('Z_')
      ? importErrors.corruptGzip()
      : error;
  }
}

/** The request's bytes, counted and with a limit on silence. */
class Source {
  bytes = 0;
  private readonly iterator: AsyncIterator<Buffer>;

  constructor(
    stream: Readable,
    private readonly idleMs: number,
  ) {
    // Giving up early must not destroy the request: its connection carries the answer.
    this.iterator = stream.iterator({ destroyOnReturn: false }) as AsyncIterator<Buffer>;
  }

  async atLeast(size: number): Promise<Buffer> {
    let first: Buffer = Buffer.alloc(0);
    while (first.length < size) {
      const piece = await this.next();
      if (piece === undefined) break;
      first = Buffer.concat([first, piece]);
    }
    return first;
  }

  async *rest(first: Buffer): AsyncGenerator<Buffer> {
    if (first.length > 0) yield first;
    for (;;) {
      const piece = await this.next();
      if (piece === undefined) return;
      yield piece;
    }
  }

  private async next(): Promise<Buffer | undefined> {
    let timer: NodeJS.Timeout | undefined;
    const silence = new Promise<never>((_, reject) => {
      timer = setTimeout(() => {
        reject(importErrors.uploadInterrupted());
      }, this.idleMs);
    });
    try {
      const result = await Promise.race([this.iterator.next(), silence]);
      if (result.done === true) return undefined;
      this.bytes += result.value.length;
      return result.value;
    } catch (error) {
      // The caller went away, which is nobody's failure here.
      throw error instanceof DomainError ? error : importErrors.uploadInterrupted();
    } finally {
      clearTimeout(timer);
    }
  }
}
