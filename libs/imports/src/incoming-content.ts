import { pipeline, Readable } from 'node:stream';
import { createGunzip } from 'node:zlib';

import type { IncomingBody } from '@passerelle/http';
import { DomainError } from '@passerelle/kernel';

import { importErrors } from './imports.errors.js';
import { Throughput } from './throughput.js';

export interface ContentLimits {
  /** Of the content, decompressed. */
  readonly maxBytes: number;
  /** How many times the content may be as large as its gzip, once it is large at all. */
  readonly maxRatio: number;
  /** How long a caller may send nothing. */
  readonly idleMs: number;
  /** The least speed of a caller, over each window of waiting. */
  readonly minBytesPerSecond: number;
  readonly windowMs: number;
}

/** Repetitive lists compress 30 to 1, what is made to explode 1,000 to 1. */
const RATIO_COUNTS_FROM = 1_048_576;
/** So many bytes of content are looked at by themselves as well: a good beginning pays for no bomb after it. */
const WINDOW_BYTES = 4_194_304;

/**
 * The content of an upload as it arrives, decompressed where it is gzip (which its first bytes say, header
 * or not). Reads no faster than it is read. Whatever goes wrong leaves the connection in order, so that
 * the refusal can be answered.
 */
export async function* incomingContent(
  body: Pick<IncomingBody, 'encoding' | 'stream'>,
  limits: ContentLimits,
): AsyncGenerator<Buffer> {
  if (body.encoding !== 'gzip' && body.encoding !== 'identity') {
    throw importErrors.unsupportedEncoding();
  }
  const source = new Source(body.stream, limits);
  const first = await source.atLeast(2);
  const isGzip = first[0] === 0x1f && first[1] === 0x8b;
  if (body.encoding === 'gzip' && !isGzip && first.length > 0) throw importErrors.corruptGzip();
  const pieces = isGzip ? gunzipped(source, first, limits.maxRatio) : source.rest(first);
  let bytes = 0;
  for await (const piece of pieces) {
    bytes += piece.length;
    if (bytes > limits.maxBytes) throw importErrors.fileTooLarge({ maxBytes: limits.maxBytes });
    yield piece;
  }
}

/**
 * Tells whether a content is larger than so many times its gzip: as a whole up to here, and in each window. How the bytes
 * are cut into members of gzip or blocks of deflate does not matter.
 */
function ratioCheck(maxRatio: number): (bytes: number, compressed: number) => boolean {
  let windowAt = { bytes: 0, compressed: 0 };
  return (bytes, compressed) => {
    if (bytes >= RATIO_COUNTS_FROM && bytes > maxRatio * compressed) return true;
    const inWindow = bytes - windowAt.bytes;
    if (inWindow < WINDOW_BYTES) return false;
    const explodes = inWindow > maxRatio * (compressed - windowAt.compressed);
    windowAt = { bytes, compressed };
    return explodes;
  };
}

async function* gunzipped(source: Source, first: Buffer, maxRatio: number): AsyncGenerator<Buffer> {
  const gunzip = createGunzip({ chunkSize: 262_144 });
  const input = Readable.from(source.rest(first), { objectMode: false });
  pipeline(input, gunzip, () => undefined);
  try {
    const explodes = ratioCheck(maxRatio);
    let bytes = 0;
    for await (const piece of gunzip) {
      bytes += (piece as Buffer).length;
      // What was decompressed, not what was received: bytes that wait are no excuse.
      if (explodes(bytes, gunzip.bytesWritten)) {
        throw importErrors.compressionBomb({ ratio: maxRatio });
      }
      yield piece as Buffer;
    }
  } catch (error) {
    if (error instanceof DomainError) throw error;
    throw String((error as NodeJS.ErrnoException).code).startsWith('Z_')
      ? importErrors.corruptGzip()
      : error;
  }
}

/** The request's bytes, with a limit on silence and a least speed. */
class Source {
  private readonly iterator: AsyncIterator<Buffer>;
  private readonly throughput: Throughput;

  constructor(
    stream: Readable,
    private readonly limits: ContentLimits,
  ) {
    const { windowMs, minBytesPerSecond } = limits;
    this.throughput = new Throughput(windowMs, minBytesPerSecond);
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
    const askedAt = performance.now();
    const silence = new Promise<never>((_, reject) => {
      timer = setTimeout(() => {
        reject(importErrors.uploadInterrupted());
      }, this.limits.idleMs);
    });
    try {
      const result = await Promise.race([this.iterator.next(), silence]);
      if (result.done === true) return undefined;
      if (!this.throughput.received(result.value.length, performance.now() - askedAt)) {
        const { windowMs, minBytesPerSecond } = this.limits;
        throw importErrors.uploadTooSlow({ minBytesPerSecond, seconds: windowMs / 1_000 });
      }
      return result.value;
    } catch (error) {
      // The caller went away, which is nobody's failure here.
      throw error instanceof DomainError ? error : importErrors.uploadInterrupted();
    } finally {
      clearTimeout(timer);
    }
  }
}
