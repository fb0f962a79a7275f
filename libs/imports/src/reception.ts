import { createHash } from 'node:crypto';

import {
  CSV_MEDIA_TYPE,
  type IncomingBody,
  NDJSON_MEDIA_TYPE,
  requestErrors,
} from '@passerelle/http';
import { type DomainError, newId } from '@passerelle/kernel';
import type { Session, Transactions } from '@passerelle/persistence';

import type { ImportFormat } from './column.js';
import { isKnownCharset } from './decoding.js';
import { EncodingDetector } from './encoding.js';
import type { FileCode } from './fault-codes.js';
import { type ContentLimits, incomingContent } from './incoming-content.js';
import { importErrors } from './imports.errors.js';
import type { ImportSettings } from './import-settings.js';
import type {
  ImportsRepository,
  NewImport,
  ReceivedContent,
  Waiting,
} from './imports.repository.js';
import type { Sender } from './sender.js';
import { PIECE_BYTES, type Spool, type SpoolWriter, StorageUnavailableError } from './spool.js';
import type { UploadSlots } from './upload-slots.js';

const FORMATS: ReadonlyMap<string, ImportFormat> = new Map([
  [CSV_MEDIA_TYPE, 'csv'],
  [NDJSON_MEDIA_TYPE, 'ndjson'],
]);

/** An import that ended so says nothing about its file, and is no answer to keep giving. */
const FAILED_BY_US: readonly string[] = ['internal-error', 'content-damaged'] satisfies FileCode[];

export const UNKNOWN_COLUMNS = ['refuse', 'ignore'] as const;
export type UnknownColumns = (typeof UNKNOWN_COLUMNS)[number];

export interface ImportRequest<X = unknown> {
  readonly kind: string;
  readonly body: IncomingBody;
  /** Kept as JSON and given to the definition: what the file is for. No personal data. */
  readonly context: X;
  /** The caller, to whom idempotency keys belong; `null` for work of the service itself. */
  readonly sender: Sender | null;
  readonly dryRun?: boolean;
  /** Further columns of a file are refused unless they are to be ignored. */
  readonly unknownColumns?: UnknownColumns;
}

export interface ReceptionParts {
  readonly transactions: Transactions;
  readonly imports: ImportsRepository;
  readonly spool: Spool;
  readonly settings: ContentLimits &
    Pick<ImportSettings, 'filesWaiting' | 'bytesWaiting' | 'linesPerChunk'>;
  readonly uploads: UploadSlots;
}

/** Files that wait take minutes rather than seconds. */
const RETRY_S = 60;

function tooManyWaiting({ files, bytes }: Waiting): DomainError {
  return importErrors.tooManyWaiting({ files, bytes, retryAfterSeconds: RETRY_S });
}

/** Takes a body into the spool: the whole of it, or nothing. */
export class Reception {
  constructor(private readonly parts: ReceptionParts) {}

  /** @returns the id of the import, of an earlier one when the key and the content are the same */
  async receive(
    request: ImportRequest,
    formats: readonly ImportFormat[],
  ): Promise<{ id: string; replayed: boolean }> {
    const format = FORMATS.get(request.body.mediaType);
    if (format === undefined || !formats.includes(format)) {
      throw requestErrors.unsupportedMediaType();
    }
    const { charset } = request.body;
    if (charset !== null && !isKnownCharset(charset)) throw importErrors.unsupportedCharset();
    // Each upload holds a connection for as long as it lasts.
    const release = this.parts.uploads.take(request.sender);
    try {
      const session = await this.parts.transactions.session();
      try {
        return await this.withSession(session, request, format);
      } finally {
        await session.close();
      }
    } finally {
      release();
    }
  }

  private async withSession(
    session: Session,
    { kind, body, context, sender, dryRun = false, unknownColumns }: ImportRequest,
    format: ImportFormat,
  ): Promise<{ id: string; replayed: boolean }> {
    const { imports } = this.parts;
    const { idempotencyKey } = body;
    const createdBy = sender?.subject ?? null;
    const fresh: NewImport = {
      id: newId(),
      kind,
      format,
      dryRun,
      context,
      createdBy,
      organisation: sender?.organisation ?? null,
      idempotencyKey,
      linesPerChunk: this.parts.settings.linesPerChunk,
      charset: body.charset,
      ignoresUnknown: unknownColumns === 'ignore',
    };
    if (idempotencyKey !== null && createdBy !== null) {
      // The lock ends with the connection: after a crash the key is free at once.
      if (!(await session.tryLock(`key ${createdBy} ${idempotencyKey}`))) {
        throw requestErrors.idempotencyKeyInFlight();
      }
      const earlier = await imports.byKey(session, fresh);
      if (earlier?.status === 'receiving') await imports.removeUpload(session, earlier.id);
      else if (earlier !== undefined && FAILED_BY_US.includes(earlier.failureCode ?? '')) {
        await imports.freeKey(session, earlier.id);
      } else if (earlier !== undefined) {
        const { sha256 } = await this.take(body, Infinity, async () => undefined);
        if (!earlier.same || earlier.sha256?.equals(sha256) !== true) {
          throw requestErrors.idempotencyKeyReused();
        }
        return { id: earlier.id, replayed: true };
      }
    }
    const room = sender === null ? Infinity : await this.roomFor(session, sender);
    await this.spool(session, fresh, body, room);
    return { id: fresh.id, replayed: false };
  }

  /**
   * The files of a sender wait in the database or the storage of all.
   *
   * @returns how many bytes the sender may add
   * @throws DomainError `imports/too-many-waiting`
   */
  private async roomFor(session: Session, sender: Sender): Promise<number> {
    const { imports, settings } = this.parts;
    const waiting = await imports.waitingOf(session, sender);
    const rooms = (['caller', 'organisation'] as const).map((name) => {
      const { files, bytes } = waiting[name];
      const room = settings.bytesWaiting[name] - bytes;
      if (files >= settings.filesWaiting[name] || room <= 0) throw tooManyWaiting(waiting[name]);
      return room;
    });
    return Math.min(...rooms);
  }

  private async spool(
    session: Session,
    fresh: NewImport,
    body: IncomingBody,
    room: number,
  ): Promise<void> {
    const { imports, spool } = this.parts;
    // Tells a living upload from the remains of a dead one.
    await session.tryLock(`upload ${fresh.id}`);
    await imports.insert(session, fresh);
    let writer: SpoolWriter | undefined;
    try {
      const open = (writer = await spool.writer(session, fresh.id));
      const content = await this.take(body, room, async (piece, bytes) => {
        await open.write(piece);
        await imports.growing(session, fresh.id, bytes);
      });
      await open.finish();
      await imports.received(session, fresh.id, content);
    } catch (error) {
      // If this fails as well, the connection is gone, and the row goes as an orphan.
      await imports.removeUpload(session, fresh.id).catch(() => undefined);
      await writer?.discard();
      throw error instanceof StorageUnavailableError ? importErrors.storageUnavailable() : error;
    }
  }

  /** Reads the content to its end, in pieces of one size; one is written while the next is read. */
  private async take(
    body: IncomingBody,
    room: number,
    keep: (piece: Buffer, bytes: number) => Promise<void>,
  ): Promise<ReceivedContent> {
    const hash = createHash('sha256');
    const detector = new EncodingDetector();
    let bytes = 0;
    let parts: Buffer[] = [];
    let held = 0;
    let writing: Promise<void> = Promise.resolve();
    const flush = async (piece: Buffer): Promise<void> => {
      await writing;
      writing = keep(piece, bytes);
      // It is awaited before the next one; until then its failure is not unhandled.
      writing.catch(() => undefined);
    };
    try {
      for await (const part of incomingContent(body, this.parts.settings)) {
        hash.update(part);
        detector.push(part);
        bytes += part.length;
        if (bytes > room) throw importErrors.tooMuchForNow({ room, retryAfterSeconds: RETRY_S });
        parts.push(part);
        held += part.length;
        if (held < PIECE_BYTES) continue;
        const all = Buffer.concat(parts);
        let at = 0;
        for (; at + PIECE_BYTES <= all.length; at += PIECE_BYTES) {
          await flush(all.subarray(at, at + PIECE_BYTES));
        }
        parts = [all.subarray(at)];
        held = all.length - at;
      }
      if (held > 0) await flush(Buffer.concat(parts));
    } finally {
      // Nothing may write any more when the caller removes what was written.
      await writing.catch(() => undefined);
    }
    await writing;
    if (bytes === 0) throw importErrors.emptyBody();
    return { bytes, sha256: hash.digest(), encoding: detector.verdict() };
  }
}
