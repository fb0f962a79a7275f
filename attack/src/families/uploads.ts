import { setTimeout as pause } from 'node:timers/promises';
import { gzipSync } from 'node:zlib';
import type { Socket } from 'node:net';

import type { Caller } from '../accounts.js';
import { type Attack, callerWith, needService, NotHere, type Scene } from '../attack.js';
import { type Answer, isSuccess, jsonOf, outcomeOf } from '../exchange.js';
import { openSocket } from '../raw.js';

/** Nothing of it stays: a dry run only checks the file. */
const PATH = '/mediation/v1/imports?dryRun=true';
const NDJSON = 'application/x-ndjson';
const DONE_WITHIN_MS = 60_000;

function imports(scene: Scene): { readonly staff: Caller; readonly batch: Caller } {
  needService(scene, 'mediation');
  const staff = callerWith(scene, 'mediator');
  const batch = scene.callers.find(({ scopes }) => scopes.includes('mediation:import'));
  if (batch === undefined) throw new NotHere('no client may import past cases');
  return { staff, batch };
}

async function upload(
  { target }: Scene,
  caller: Caller,
  body: Buffer,
  encoding?: 'gzip',
): Promise<Answer> {
  return target.call({
    method: 'POST',
    path: PATH,
    token: await caller.token(),
    headers: {
      'content-type': NDJSON,
      ...(encoding === undefined ? {} : { 'content-encoding': encoding }),
    },
    body,
    timeoutMs: 60_000,
  });
}

/** The import once it has ended; null when it has not in a minute. */
async function ended(
  { target }: Scene,
  caller: Caller,
  location: string,
): Promise<Readonly<Record<string, unknown>> | null> {
  const until = Date.now() + DONE_WITHIN_MS;
  while (Date.now() < until) {
    const answer = await target.call({ method: 'GET', path: location, token: await caller.token() });
    const state = jsonOf(answer);
    if (state.status === 'completed' || state.status === 'failed') return state;
    await pause(250);
  }
  return null;
}

const locationOf = ({ headers }: Answer): string =>
  new URL(headers.location ?? '', 'http://x').pathname;

/** Uploads that trickle, as many as somebody likes, and then another caller's single line. */
const slowUploads: Attack = {
  id: 'uploads/slow-uploads',
  async run(scene) {
    const { staff, batch } = imports(scene);
    const { target, form } = scene;
    const token = await staff.token();
    const sockets: Socket[] = [];
    for (let n = 0; n < (form === 'long' ? 12 : 6); n += 1) {
      target.exchange.spend();
      const socket = openSocket(target.originOf(PATH)).on('error', () => undefined);
      socket.resume();
      socket.write(
        `POST ${PATH} HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer ${token}\r\nContent-Type: ${NDJSON}\r\nTransfer-Encoding: chunked\r\n\r\n2\r\n{}\r\n`,
      );
      sockets.push(socket);
    }
    const trickle = setInterval(() => {
      for (const socket of sockets) if (socket.writable) socket.write('1\r\n \r\n');
    }, 500);
    try {
      await pause(1_500);
      const answer = await upload(scene, batch, Buffer.from('{}\n'));
      if (!isSuccess(answer)) return [`another caller's line gets ${outcomeOf(answer)}`];
      const state = await ended(scene, batch, locationOf(answer));
      return state === null ? ["another caller's line is not done in a minute"] : [];
    } finally {
      clearInterval(trickle);
      for (const socket of sockets) socket.destroy();
    }
  },
};

/** A few kilobytes of short bad lines: what is kept of them and what is answered stays small. */
const badLines: Attack = {
  id: 'uploads/short-bad-lines',
  async run(scene) {
    const { batch } = imports(scene);
    const lines = scene.form === 'long' ? 400_000 : 100_000;
    const MOST_REPORT = 2_000_000;
    const answer = await upload(scene, batch, gzipSync('x\n'.repeat(lines)), 'gzip');
    if (answer.status >= 500 && answer.status !== 503) return [outcomeOf(answer)];
    if (!isSuccess(answer)) return [];
    const location = locationOf(answer);
    const broken: string[] = [];
    const listeners = await listen(scene, batch, `${location}/events`);
    if (listeners !== null) broken.push(listeners);
    const state = await ended(scene, batch, location);
    if (state === null) broken.push(`${String(lines)} bad lines are not done in a minute`);
    const report = await scene.target.call({
      method: 'GET',
      path: `${location}/report`,
      token: await batch.token(),
    });
    if (report.text.length > MOST_REPORT) {
      broken.push(`the report of a small file has ${String(report.text.length)} bytes`);
    }
    const formula = report.text.split('\n').slice(0, 2_000).some((row) => /(?:^|[;,])"?[=+@-][A-Za-z(]/.test(row));
    if (formula) broken.push('a cell of the report begins like a formula');
    return broken;
  },
};

/** Opens many event streams of one import; one caller gets a bounded number of them. */
async function listen(scene: Scene, caller: Caller, path: string): Promise<string | null> {
  const MANY = 60;
  const { target } = scene;
  const token = await caller.token();
  const statuses: number[] = [];
  let open = 0;
  const sockets = Array.from({ length: MANY }, () => {
    target.exchange.spend();
    const socket = openSocket(target.originOf(path)).on('error', () => undefined);
    socket.once('data', (chunk: Buffer) => {
      statuses.push(Number(/^HTTP\/1\.1 (\d+)/.exec(chunk.toString('latin1'))?.[1] ?? 0));
      open += 1;
    });
    socket.once('close', () => (open -= 1));
    socket.write(
      `GET ${path} HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer ${token}\r\nAccept: text/event-stream\r\n\r\n`,
    );
    return socket;
  });
  await pause(1_000);
  const stillOpen = open;
  for (const socket of sockets) socket.destroy();
  const refused = statuses.filter((status) => status === 429 || status === 503).length;
  // Streams of an import that has ended meanwhile have ended with it, and say nothing.
  return refused === 0 && stillOpen === MANY
    ? `one caller holds ${String(MANY)} event streams at once`
    : null;
}

/** Files that are small on the way and huge when they are unpacked, in each way to build one. */
const bombs: Attack = {
  id: 'uploads/compression-bombs',
  async run(scene) {
    const { batch } = imports(scene);
    const broken: string[] = [];
    const blanks = Buffer.alloc(scene.form === 'long' ? 200_000_000 : 40_000_000, ' ');
    const whole = gzipSync(blanks, { level: 9 });
    const member = gzipSync(Buffer.alloc(1_000_000, ' '), { level: 9 });
    const files: Readonly<Record<string, Buffer>> = {
      'one member': whole,
      'many members': Buffer.concat(Array.from({ length: scene.form === 'long' ? 200 : 40 }, () => member)),
      'a good first megabyte': Buffer.concat([gzipSync(randomText(1_200_000)), whole]),
      'gzip in gzip': gzipSync(whole),
    };
    for (const [name, file] of Object.entries(files)) {
      const answer = await upload(scene, batch, file, 'gzip');
      if (answer.status >= 500 && answer.status !== 503) broken.push(`${name}: ${outcomeOf(answer)}`);
      if (!isSuccess(answer)) continue;
      const state = await ended(scene, batch, locationOf(answer));
      if (state === null) broken.push(`${name}: not done in a minute`);
      else if (state.status === 'completed' && name !== 'gzip in gzip') broken.push(`${name}: unpacked to its end`);
    }
    const health = await scene.target.call({ method: 'GET', path: '/mediation/health/live' });
    if (health.status !== 200) broken.push(`afterwards others get ${outcomeOf(health)}`);
    return broken;
  },
};

function randomText(bytes: number): Buffer {
  const text = Buffer.from(crypto.getRandomValues(new Uint8Array(65_000))).toString('base64');
  return Buffer.from(text.repeat(Math.ceil(bytes / text.length)).slice(0, bytes));
}

export const UPLOADS: readonly Attack[] = [slowUploads, badLines, bombs];
