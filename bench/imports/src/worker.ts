import { fork } from 'node:child_process';
import { request } from 'node:http';
import type { Readable } from 'node:stream';
import { text } from 'node:stream/consumers';
import { pipeline } from 'node:stream/promises';
import { fileURLToPath } from 'node:url';

import { secondsOf } from '@passerelle/bench-measures';

export interface Imported {
  readonly linesRead: number;
  readonly accepted: number;
  readonly rejected: number;
  readonly toConfirm: number;
  readonly status: string;
  readonly seconds: { readonly receiving: number; readonly working: number };
}

/** `server.js` as a process of its own. */
export class Worker {
  private constructor(
    private readonly port: number,
    private readonly pid: number,
    readonly stop: () => void,
  ) {}

  static async start(url: string, order: string): Promise<Worker> {
    const child = fork(fileURLToPath(new URL('server.js', import.meta.url)), [url, order]);
    const port = await new Promise<number>((resolve, reject) => {
      child.once('message', (message) => {
        resolve(message as number);
      });
      child.once('exit', () => {
        reject(new Error('the server ended'));
      });
    });
    return new Worker(port, child.pid ?? 0, () => child.kill());
  }

  async import(content: Readable, mediaType: string): Promise<Imported> {
    const sending = request({
      port: this.port,
      method: 'POST',
      headers: { 'content-type': mediaType },
    });
    const answered = new Promise<string>((resolve, reject) => {
      sending.once('error', reject);
      sending.once('response', (response) => {
        text(response).then(resolve, reject);
      });
    });
    await pipeline(content, sending);
    return JSON.parse(await answered) as Imported;
  }

  /** CPU so far. */
  seconds(): Promise<number> {
    return secondsOf(this.pid);
  }

  async peakMegabytes(): Promise<number> {
    const answer = await fetch(`http://127.0.0.1:${String(this.port)}/memory`);
    return Math.round(Number(await answer.text()) / 1_048_576);
  }
}
