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
const MOST_TRIES = 20;
const MANY_STREAMS = 60;
/** A report repeats no more than a few times what was sent. */
const MOST_REPORT_PER_BYTE = 8;

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

/** An upload that waits for its turn: what the caller sent before may still be under way. */
async function uploadInTurn(...sent: Parameters<typeof upload>): Promise<Answer> {
  for (let tries = 1; ; tries += 1) {
    const answer = await upload(...sent);
    if (answer.status !== 429 || tries === MOST_TRIES) return answer;
    await pause(1_000);
  }
}

/** The import once it has ended; null when it has not in a minute. */
async function ended(
  { target }: Scene,
  caller: Caller,
  location: string,
): Promise<Readonly<Record<string, unknown>> | null> {
  const until = Date.now() + DONE_WITHIN_MS;
  while (Date.now() < until) {
    const answer = await target.call({
      method: 'GET',
      path: location,
      token: await caller.token(),
    });
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

/** Short lines of which none is right, so different that no limit of compression meets them. */
function wrongLines(count: number): Buffer {
  const lines = Array.from({ length: count }, (_, n) => `=${n.toString(36)}`);
  return gzipSync(lines.join('\n'));
}

/** A file of short bad lines: what is kept of them and what is answered stays small. */
const badLines: Attack = {
  id: 'uploads/short-bad-lines',
  async run(scene) {
    const { batch } = imports(scene);
    const file = wrongLines(scene.form === 'long' ? 400_000 : 60_000);
    const answer = await uploadInTurn(scene, batch, file, 'gzip');
    // Refused at the door, in whatever words.
    if (!isSuccess(answer)) return answer.status >= 500 ? [outcomeOf(answer)] : [];
    const location = locationOf(answer);
    const broken: string[] = [];
    if ((await ended(scene, batch, location)) === null) broken.push('not done in a minute');
    const report = await scene.target.call({
      method: 'GET',
      path: `${location}/report`,
      token: await batch.token(),
    });
    const bound = MOST_REPORT_PER_BYTE * file.length;
    if (report.text.length > bound) {
      broken.push(
        `a file of ${String(file.length)} bytes has a report of ${String(report.text.length)} bytes`,
      );
    }
    const rows = report.text.split('\n').slice(0, 2_000);
    if (rows.some((row) => /(?:^|[;,])"?[=+@-][A-Za-z0-9(]/.test(row))) {
      broken.push('a cell of the report begins like a formula');
    }
    return broken;
  },
};

/** Many event streams of one import: one caller gets a bounded number of them. */
const eventStreams: Attack = {
  id: 'uploads/event-streams',
  async run(scene) {
    const { batch } = imports(scene);
    const answer = await uploadInTurn(scene, batch, wrongLines(150_000), 'gzip');
    if (!isSuccess(answer)) throw new NotHere(`no import to listen to: ${outcomeOf(answer)}`);
    const path = `${locationOf(answer)}/events`;
    const { target } = scene;
    const token = await batch.token();
    const statuses: number[] = [];
    let open = 0;
    const sockets = Array.from({ length: MANY_STREAMS }, () => {
      target.exchange.spend();
      const socket = openSocket(target.originOf(path)).on('error', () => undefined);
      socket.once('data', (chunk: Buffer) => {
        statuses.push(Number(/^HTTP\/1\.1 (\d+)/.exec(chunk.toString('latin1'))?.[1] ?? 0));
        open += 1;
        socket.once('close', () => (open -= 1));
      });
      socket.write(
        `GET ${path} HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer ${token}\r\nAccept: text/event-stream\r\n\r\n`,
      );
      return socket;
    });
    for (let waited = 0; statuses.length < MANY_STREAMS && waited < 8_000; waited += 100) {
      await pause(100);
    }
    const stillOpen = open;
    for (const socket of sockets) socket.destroy();
    if (statuses.some((status) => status === 429 || status === 503)) return [];
    // Streams of an import that has ended meanwhile end with it, and say nothing.
    if (stillOpen < MANY_STREAMS) throw new NotHere('the import ended too soon');
    return [`one caller holds ${String(MANY_STREAMS)} event streams at once`];
  },
};

/** Files that are small on the way and huge when they are unpacked, in each way to build one. */
const bombs: Attack = {
  id: 'uploads/compression-bombs',
  async run(scene) {
    const { batch } = imports(scene);
    const broken: string[] = [];
    const blanks = Buffer.alloc(scene.form === 'long' ? 200_000_000 : 24_000_000, ' ');
    const whole = gzipSync(blanks, { level: 9 });
    const member = gzipSync(Buffer.alloc(1_000_000, ' '), { level: 9 });
    const files: Readonly<Record<string, Buffer>> = {
      'one member': whole,
      'many members': Buffer.concat(
        Array.from({ length: scene.form === 'long' ? 200 : 24 }, () => member),
      ),
      'a good first megabyte': Buffer.concat([gzipSync(randomText(1_200_000)), whole]),
      'gzip in gzip': gzipSync(whole),
    };
    for (const [name, file] of Object.entries(files)) {
      const answer = await uploadInTurn(scene, batch, file, 'gzip');
      if (answer.status >= 500 && answer.status !== 503)
        broken.push(`${name}: ${outcomeOf(answer)}`);
      if (!isSuccess(answer)) continue;
      const state = await ended(scene, batch, locationOf(answer));
      if (state === null) broken.push(`${name}: not done in a minute`);
      else if (state.status === 'completed' && name !== 'gzip in gzip')
        broken.push(`${name}: unpacked to its end`);
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

export const UPLOADS: readonly Attack[] = [slowUploads, badLines, eventStreams, bombs];
