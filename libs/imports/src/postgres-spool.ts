import { finished } from 'node:stream/promises';

import type { Session, Transactions } from '@passerelle/persistence';

import type { SpoolWriter } from './spool.js';

/** Read at one go: few statements, little memory, and no statement open while lines are merged. */
const PIECES_PER_READ = 4;

/** The header of COPY's binary form: signature, flags, length of the extension. */
const COPY_HEADER_BYTES = 19;

/** Contents as rows of 1 MiB in the service's schema; they go with their import. */
export class PostgresSpool {
  constructor(private readonly transactions: Transactions) {}

  writer(session: Session, importId: string): SpoolWriter {
    let position = 0;
    return {
      async write(piece) {
        await session.query(
          'insert into import_chunks (import_id, position, bytes) values ($1, $2, $3)',
          [importId, position++, piece],
        );
      },
      finish: () => Promise.resolve(),
      discard: () => Promise.resolve(),
    };
  }

  /** The pieces in their order; the next ones are fetched while these are worked on. */
  async *read(session: Session, importId: string): AsyncGenerator<Buffer> {
    let ahead = fetchPieces(session, importId, 0);
    for (let from = PIECES_PER_READ; ; from += PIECES_PER_READ) {
      const pieces = await ahead;
      if (pieces.length === 0) return;
      ahead = fetchPieces(session, importId, from);
      // Whoever stops reading leaves it behind: its failure is then nobody's.
      ahead.catch(() => undefined);
      yield* pieces;
    }
  }

  /** With the checkpoints, which are of use to whoever reads the content again. */
  async remove(importId: string): Promise<void> {
    await this.transactions.run(async (tx) => {
      await tx.query('delete from import_chunks where import_id = $1', [importId]);
      await tx.query('delete from import_checkpoints where import_id = $1', [importId]);
    });
  }
}

/** By COPY, because a query's result would bring the bytes as text of twice their size. */
async function fetchPieces(session: Session, importId: string, from: number): Promise<Buffer[]> {
  const stream = session.copyOut(
    `copy (select bytes from import_chunks
           where import_id = '${importId}' and position >= ${String(from)}
             and position < ${String(from + PIECES_PER_READ)}
           order by position) to stdout (format binary)`,
  );
  const parts: Buffer[] = [];
  stream.on('data', (part: Buffer) => parts.push(part));
  await finished(stream, { writable: false });
  const data = Buffer.concat(parts);
  const pieces: Buffer[] = [];
  // Each row: the number of its fields (-1 after the last row), then length and bytes of its one field.
  for (let at = COPY_HEADER_BYTES; data.readInt16BE(at) === 1;) {
    const length = data.readInt32BE(at + 2);
    pieces.push(data.subarray(at + 6, at + 6 + length));
    at += 6 + length;
  }
  return pieces;
}
