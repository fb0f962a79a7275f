import { mkdir, open, readdir, rename, rm, stat } from 'node:fs/promises';
import path from 'node:path';

import { renderPdf } from '@passerelle/documents';
import { parisDay } from '@passerelle/kernel';

import { letterDocument } from '../rendering/letter-document.js';
import {
  type Channel,
  type Send,
  NotReadyError,
  type OpenedMessage,
  UndeliverableError,
} from './channel.js';

/** Where letters wait until it is on record that they may leave; whoever prints does not look here. */
const PREPARED = '.prepared';
const FILE_NAME = /^([0-9a-f-]{36})\.pdf(?:\.part)?$/;

/**
 * Letters as PDF files `<message id>.pdf` in a folder from which they are printed. A letter is written
 * whole beside it first, and moves there in one step after the record: a file that is still there after
 * a kill has not left, one that is gone has. So a letter leaves exactly once, even when the
 * printer has taken it away meanwhile.
 */
export class LetterChannel implements Channel {
  readonly configured: boolean;
  private readonly folder: string;
  private readonly prepared: string;

  constructor(folder: string | null) {
    this.configured = folder !== null;
    this.folder = folder ?? '';
    this.prepared = path.join(this.folder, PREPARED);
  }

  async prepare({
    id,
    createdAt,
    recipient,
    wording,
    correspondence,
  }: OpenedMessage): Promise<Send> {
    const { addressLines } = recipient;
    if (addressLines === null || addressLines.length === 0) {
      throw new UndeliverableError('no_address');
    }
    // Dated by its request: an attempt made again gives the same letter.
    const writtenOn = parisDay(createdAt);
    const pdf = await renderPdf(
      letterDocument(wording, { ...correspondence, addressLines, writtenOn }),
    );
    try {
      await this.write(id, pdf);
    } catch (error) {
      throw new NotReadyError(codeOf(error));
    }
    return async () => {
      try {
        await this.release(id);
        return { kind: 'sent' };
      } catch (error) {
        return { kind: 'not_now', code: codeOf(error) };
      }
    };
  }

  /** Finishes what was begun. */
  async afterInterruption(messageId: string): Promise<'done'> {
    // The folder itself out of reach (a share that is not mounted) says nothing about the letter.
    await stat(this.prepared).catch((error: unknown) => {
      throw new NotReadyError(codeOf(error));
    });
    try {
      await this.release(messageId);
    } catch (error) {
      if ((error as { code?: unknown }).code !== 'ENOENT') throw new NotReadyError(codeOf(error));
    }
    return 'done';
  }

  /**
   * Removes letters that were prepared and will not leave (expired in between).
   *
   * @param open tells which messages may still leave
   */
  async tidy(open: (ids: readonly string[]) => Promise<ReadonlySet<string>>): Promise<void> {
    if (!this.configured) return;
    const names = await readdir(this.prepared).catch(() => []);
    const files = names.flatMap((name) => {
      const id = FILE_NAME.exec(name)?.[1];
      return id === undefined ? [] : [{ name, id }];
    });
    const kept = await open(files.map(({ id }) => id));
    for (const { name, id } of files) {
      if (!kept.has(id)) await rm(path.join(this.prepared, name), { force: true });
    }
  }

  private async write(id: string, pdf: Buffer): Promise<void> {
    await mkdir(this.prepared, { recursive: true, mode: 0o700 });
    const complete = path.join(this.prepared, `${id}.pdf`);
    const file = await open(`${complete}.part`, 'w', 0o640);
    try {
      await file.writeFile(pdf);
      await file.sync();
    } finally {
      await file.close();
    }
    await rename(`${complete}.part`, complete);
    await syncFolder(this.prepared);
  }

  /** One step: whoever lists the folder sees a whole letter or none. Durable before it is reported. */
  private async release(id: string): Promise<void> {
    await rename(path.join(this.prepared, `${id}.pdf`), path.join(this.folder, `${id}.pdf`));
    await syncFolder(this.folder);
    await syncFolder(this.prepared);
  }
}

async function syncFolder(folder: string): Promise<void> {
  const handle = await open(folder, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

/** A file system's message names paths; its code does not. */
function codeOf(error: unknown): string {
  const { code } = (error ?? {}) as { code?: unknown };
  return typeof code === 'string' ? `letter_${code.toLowerCase()}` : 'letter_error';
}
