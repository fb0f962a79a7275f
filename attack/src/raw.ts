import { connect as connectPlainly, type Socket } from 'node:net';
import { connect as connectSecurely } from 'node:tls';

import type { Exchange } from './exchange.js';

export interface Conversation {
  /** Everything that was received. */
  readonly text: string;
  /** Whether the other side ended the connection. */
  readonly isClosed: boolean;
  readonly ms: number;
}

const QUIET_MS = 120;

export function openSocket(origin: string): Socket {
  const { protocol, hostname, port } = new URL(origin);
  return protocol === 'https:'
    ? connectSecurely({ host: hostname, port: Number(port || 443), servername: hostname })
    : connectPlainly(Number(port || 80), hostname);
}

/** Sends bytes as they are and returns what comes back until the connection ends or falls silent. */
export async function converse(
  exchange: Exchange,
  origin: string,
  bytes: string,
  patienceMs = 600,
): Promise<Conversation> {
  exchange.spend();
  const begun = performance.now();
  const socket = openSocket(origin);
  const chunks: Buffer[] = [];
  let isClosed = false;
  await new Promise<void>((resolve) => {
    const patience = setTimeout(resolve, patienceMs);
    let quiet: NodeJS.Timeout | undefined;
    const end = (): void => {
      isClosed = true;
      clearTimeout(patience);
      clearTimeout(quiet);
      resolve();
    };
    socket.on('data', (chunk: Buffer) => {
      chunks.push(chunk);
      clearTimeout(quiet);
      quiet = setTimeout(resolve, QUIET_MS);
    });
    socket.once('close', end);
    socket.once('error', end);
    socket.write(bytes, 'latin1');
  });
  socket.destroy();
  return {
    text: Buffer.concat(chunks).toString('latin1'),
    isClosed,
    ms: performance.now() - begun,
  };
}

/** The statuses of the answers in a conversation, in their order. */
export function statusesIn({ text }: Conversation): number[] {
  return [...text.matchAll(/HTTP\/1\.[01] (\d{3})/g)].map(([, status]) => Number(status));
}
