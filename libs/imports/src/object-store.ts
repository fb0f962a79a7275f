import { addAbortSignal, type Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';

import type * as S3 from '@aws-sdk/client-s3';

import type { Logger } from '@passerelle/observability';

import { ContentDamagedError, StorageUnavailableError } from './spool.js';
import type { ObjectStorage } from './spool-settings.js';

/** Which object; its bucket is not the present setting's when that has changed since. */
export interface ObjectAddress {
  readonly bucket: string;
  readonly key: string;
}

/** A part of 5 MiB at 700 kbit/s. */
const REQUEST_MS = 60_000;
/** A storage that is silent for so long is away: three times this and a caller has its refusal. */
const SILENCE_MS = 15_000;
/** The first try, then two more tries: a storage that sheds load says so and means "again". */
const ATTEMPTS = 3;
/** How the storage says that an object is gone, replaced, or shorter than it was. */
const DAMAGED = new Set(['NoSuchKey', 'NotFound', 'PreconditionFailed', 'InvalidRange']);

interface Loaded {
  readonly sdk: typeof S3;
  readonly client: S3.S3Client;
}

/** The few calls to an S3-compatible storage that a spool needs; each answer is an error of `spool.ts` at worst. */
export class ObjectStore {
  private loading: Promise<Loaded> | undefined;

  constructor(
    private readonly storage: ObjectStorage,
    private readonly logger: Logger,
  ) {}

  addressOf(importId: string): ObjectAddress {
    const { bucket, prefix } = this.storage;
    return { bucket, key: `${prefix}imports/${importId}` };
  }

  /** @returns the entity tag, here as everywhere below */
  put({ bucket, key }: ObjectAddress, bytes: Buffer): Promise<string | null> {
    return this.ask('put', async ({ sdk, client }) => {
      const { ETag } = await client.send(
        new sdk.PutObjectCommand({ Bucket: bucket, Key: key, Body: bytes }),
      );
      return ETag ?? null;
    });
  }

  begin({ bucket, key }: ObjectAddress): Promise<string> {
    return this.ask('begin', async ({ sdk, client }) => {
      const { UploadId } = await client.send(
        new sdk.CreateMultipartUploadCommand({ Bucket: bucket, Key: key }),
      );
      if (UploadId === undefined) throw new Error('no upload id');
      return UploadId;
    });
  }

  /** @param number from 1 to 10,000; every part but the last has 5 MiB at least */
  part(
    { bucket, key }: ObjectAddress,
    uploadId: string,
    number: number,
    bytes: Buffer,
  ): Promise<string | null> {
    return this.ask('part', async ({ sdk, client }) => {
      const { ETag } = await client.send(
        new sdk.UploadPartCommand({
          Bucket: bucket,
          Key: key,
          UploadId: uploadId,
          PartNumber: number,
          Body: bytes,
        }),
      );
      return ETag ?? null;
    });
  }

  complete(
    { bucket, key }: ObjectAddress,
    uploadId: string,
    tags: readonly (string | null)[],
  ): Promise<string | null> {
    return this.ask('complete', async ({ sdk, client }) => {
      const { ETag } = await client.send(
        new sdk.CompleteMultipartUploadCommand({
          Bucket: bucket,
          Key: key,
          UploadId: uploadId,
          MultipartUpload: {
            Parts: tags.map((tag, index) => ({ PartNumber: index + 1, ETag: tag ?? undefined })),
          },
        }),
      );
      return ETag ?? null;
    });
  }

  /** So many bytes of an object that is still the one with this tag. */
  async range(
    { bucket, key }: ObjectAddress,
    tag: string | null,
    from: number,
    length: number,
    stopping: AbortSignal,
  ): Promise<Buffer> {
    for (let attempt = 1; ; attempt++) {
      const abortSignal = AbortSignal.any([stopping, AbortSignal.timeout(REQUEST_MS)]);
      const get = async ({ sdk, client }: Loaded): Promise<Readable> => {
        const { Body } = await client.send(
          new sdk.GetObjectCommand({
            Bucket: bucket,
            Key: key,
            Range: `bytes=${String(from)}-${String(from + length - 1)}`,
            IfMatch: tag ?? undefined,
          }),
          { abortSignal },
        );
        return addAbortSignal(abortSignal, Body as Readable);
      };
      const body = await this.ask('get', get, stopping);
      const bytes = await buffer(body).catch((error: unknown) => error);
      if (Buffer.isBuffer(bytes) && bytes.length === length) return bytes;
      // The library tries again what is refused, not what breaks off under way.
      if (attempt === ATTEMPTS || stopping.aborted) throw this.unavailable('get', bytes, stopping);
    }
  }

  /** The object and whatever is left of uploads to it. Nothing there is no failure. */
  remove({ bucket, key }: ObjectAddress): Promise<void> {
    return this.ask('remove', async ({ sdk, client }) => {
      // Uploads first: one that completes in between leaves an object, and that goes next.
      const { Uploads = [] } = await client.send(
        // MinIO knows whole keys only as a prefix, and a whole key this is.
        new sdk.ListMultipartUploadsCommand({ Bucket: bucket, Prefix: key }),
      );
      for (const { Key, UploadId } of Uploads) {
        if (Key === key) await this.abort({ sdk, client }, { bucket, key }, UploadId);
      }
      await client.send(new sdk.DeleteObjectCommand({ Bucket: bucket, Key: key }));
    });
  }

  close(): void {
    void this.loading?.then(({ client }) => {
      client.destroy();
    });
  }

  private async abort(
    { sdk, client }: Loaded,
    { bucket, key }: ObjectAddress,
    uploadId: string | undefined,
  ): Promise<void> {
    try {
      await client.send(
        new sdk.AbortMultipartUploadCommand({ Bucket: bucket, Key: key, UploadId: uploadId }),
      );
    } catch (error) {
      if ((error as Error).name !== 'NoSuchUpload') throw error;
    }
  }

  private async ask<T>(
    operation: string,
    work: (loaded: Loaded) => Promise<T>,
    stopping?: AbortSignal,
  ): Promise<T> {
    try {
      return await work(await (this.loading ??= this.load()));
    } catch (error) {
      if (DAMAGED.has((error as Error).name)) throw new ContentDamagedError();
      throw this.unavailable(operation, error, stopping);
    }
  }

  private unavailable(
    operation: string,
    cause: unknown,
    stopping?: AbortSignal,
  ): StorageUnavailableError {
    const { name, code, $metadata } = (cause ?? {}) as {
      name?: string;
      code?: string;
      $metadata?: { httpStatusCode?: number };
    };
    if (stopping?.aborted !== true) {
      // Not the message: some storages quote what they were sent, keys of access included.
      const reason = { operation, reason: code ?? name, status: $metadata?.httpStatusCode };
      this.logger.warn('the storage of uploads did not do as asked', reason);
    }
    return new StorageUnavailableError(`the storage of uploads: ${operation} failed`);
  }

  /** Loaded with the first use: whoever has no such storage pays neither its memory nor its time. */
  private async load(): Promise<Loaded> {
    const { endpoint, region, pathStyle, accessKeyId, secretAccessKey } = this.storage;
    const sdk = await import('@aws-sdk/client-s3');
    const client = new sdk.S3Client({
      endpoint,
      region,
      forcePathStyle: pathStyle,
      credentials: { accessKeyId, secretAccessKey },
      maxAttempts: ATTEMPTS,
      // Not every storage knows the newer checksums; each request's signature covers its body's SHA-256.
      requestChecksumCalculation: 'WHEN_REQUIRED',
      responseChecksumValidation: 'WHEN_REQUIRED',
      // Some storages never answer an expectation, and each part would wait for it.
      expectContinueHeader: false,
      requestHandler: {
        connectionTimeout: 5_000,
        requestTimeout: REQUEST_MS,
        throwOnRequestTimeout: true,
        socketTimeout: SILENCE_MS,
      },
    });
    return { sdk, client };
  }
}
