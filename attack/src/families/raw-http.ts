import { setTimeout as pause } from 'node:timers/promises';

import type { Attack, Scene } from '../attack.js';
import { outcomeOf } from '../exchange.js';
import { converse, openSocket, statusesIn } from '../raw.js';

const PATH = '/identity/health/live';
const CLOSED = '/identity/v1/me';
/** Headers that do not arrive: the limit, and what a busy machine may add. */
const HEADERS_WITHIN_MS = 20_000 + 12_000;

interface Bytes {
  readonly name: string;
  readonly bytes: string;
  /** Whether an answer 2xx is no fault: the bytes are odd, and mean one thing only. */
  readonly mayPass?: true;
}

const get = (...lines: string[]): string => [`GET ${PATH} HTTP/1.1`, ...lines, '', ''].join('\r\n');
const post = (headers: readonly string[], body: string): string =>
  [
    'POST /identity/oauth/token HTTP/1.1',
    'Host: x',
    'Content-Type: application/json',
    ...headers,
    '',
    body,
  ].join('\r\n');

/** A whole second request, hidden in the body of the first. */
const HIDDEN = `GET ${CLOSED} HTTP/1.1\r\nHost: x\r\nX-Hidden: y\r\n\r\n`;

const CASES: readonly Bytes[] = [
  { name: 'two Hosts', bytes: get('Host: x', 'Host: y') },
  { name: 'two equal Hosts', bytes: get('Host: x', 'Host: x') },
  { name: 'no Host', bytes: get('Accept: */*') },
  { name: 'a Host with blanks', bytes: get('Host: x y'), mayPass: true },
  { name: 'no HTTP', bytes: '\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03\r\n\r\n' },
  { name: 'a folded header', bytes: get('Host: x', 'X: a', ' b') },
  {
    name: 'a folded Transfer-Encoding',
    bytes: post(['Content-Length: 4', 'Transfer-Encoding:', ' chunked'], '0\r\n\r\n'),
  },
  { name: 'bare line feeds', bytes: `GET ${PATH} HTTP/1.1\nHost: x\n\n` },
  { name: 'a bare carriage return', bytes: get('Host: x\rX: y') },
  { name: 'a blank before the colon', bytes: get('Host : x') },
  { name: 'a line without a colon', bytes: get('Host: x', 'nonsense') },
  { name: 'NUL in a header', bytes: get('Host: x', 'X: a\0b') },
  { name: 'NUL in the target', bytes: `GET ${PATH}\0 HTTP/1.1\r\nHost: x\r\n\r\n` },
  { name: 'a header of 40 kB', bytes: get('Host: x', `X: ${'a'.repeat(40_000)}`) },
  {
    name: 'a target of 40 kB',
    bytes: `GET ${PATH}?${'a'.repeat(40_000)} HTTP/1.1\r\nHost: x\r\n\r\n`,
  },
  {
    name: '2,500 headers',
    bytes: get('Host: x', ...Array.from({ length: 2_500 }, () => 'a: b')),
    mayPass: true,
  },
  { name: 'CONNECT', bytes: 'CONNECT example.org:443 HTTP/1.1\r\nHost: example.org:443\r\n\r\n' },
  { name: 'TRACE', bytes: `TRACE ${PATH} HTTP/1.1\r\nHost: x\r\n\r\n` },
  {
    name: 'a whole address of elsewhere',
    bytes: `GET http://example.org${CLOSED} HTTP/1.1\r\nHost: example.org\r\n\r\n`,
  },
  {
    name: 'an address with a user',
    bytes: `GET http://admin@x${CLOSED} HTTP/1.1\r\nHost: x\r\n\r\n`,
  },
  { name: 'two lengths', bytes: post(['Content-Length: 2', 'Content-Length: 3'], '{}') },
  { name: 'a list of lengths', bytes: post(['Content-Length: 2, 2'], '{}') },
  { name: 'a negative length', bytes: post(['Content-Length: -1'], '') },
  { name: 'a signed length', bytes: post(['Content-Length: +2'], '{}') },
  { name: 'a length beyond reason', bytes: post(['Content-Length: 99999999999999999999'], '') },
  {
    name: 'CL.TE',
    bytes: post(['Content-Length: 6', 'Transfer-Encoding: chunked'], `0\r\n\r\n${HIDDEN}`),
  },
  {
    name: 'TE.CL',
    bytes: post(
      ['Transfer-Encoding: chunked', 'Content-Length: 4'],
      `5c\r\n${HIDDEN}\r\n0\r\n\r\n`,
    ),
  },
  {
    name: 'TE.TE',
    bytes: post(['Transfer-Encoding: chunked', 'Transfer-Encoding: x'], `0\r\n\r\n${HIDDEN}`),
  },
  {
    name: 'an unknown transfer coding',
    bytes: post(['Transfer-Encoding: xchunked'], `0\r\n\r\n${HIDDEN}`),
  },
  {
    name: 'chunked, not last',
    bytes: post(['Transfer-Encoding: chunked, gzip'], `0\r\n\r\n${HIDDEN}`),
  },
  {
    name: 'a tab before chunked',
    bytes: post(['Content-Length: 4', 'Transfer-Encoding:\x0bchunked'], `0\r\n\r\n${HIDDEN}`),
  },
  {
    name: 'a chunk size in words',
    bytes: post(['Transfer-Encoding: chunked'], `zz\r\n{}\r\n0\r\n\r\n${HIDDEN}`),
  },
  {
    name: 'a chunk size that overflows',
    bytes: post(['Transfer-Encoding: chunked'], `fffffffffffffffffffff\r\n{}\r\n0\r\n\r\n`),
  },
  {
    name: 'a chunk longer than said',
    bytes: post(['Transfer-Encoding: chunked'], `1\r\n{}\r\n0\r\n\r\n${HIDDEN}`),
  },
  {
    name: 'an endless chunk extension',
    bytes: post(['Transfer-Encoding: chunked'], `2;${'x'.repeat(40_000)}\r\n{}\r\n0\r\n\r\n`),
  },
  {
    name: 'an upgrade',
    bytes: get('Host: x', 'Connection: Upgrade', 'Upgrade: websocket'),
    mayPass: true,
  },
  {
    name: 'an upgrade to HTTP/2',
    bytes: get(
      'Host: x',
      'Connection: Upgrade, HTTP2-Settings',
      'Upgrade: h2c',
      'HTTP2-Settings: AAMAAABk',
    ),
    mayPass: true,
  },
];

/** Versions of HTTP that a service does not speak. */
const VERSIONS: readonly Bytes[] = [
  { name: 'HTTP/0.9', bytes: `GET ${PATH}\r\n` },
  { name: 'HTTP/0.9 with more lines', bytes: `GET ${PATH}\r\nHost: x\r\n\r\n` },
  { name: 'HTTP/9.9', bytes: `GET ${PATH} HTTP/9.9\r\nHost: x\r\n\r\n` },
  { name: 'HTTP/2 with prior knowledge', bytes: 'PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n' },
];

/** Bytes that are hardly HTTP: refused with a 4xx or a closed connection, and others are answered afterwards. */
const oddBytes: Attack = {
  id: 'raw-http/odd-bytes',
  run: (scene) => answersTo(scene, CASES),
};

const versions: Attack = {
  id: 'raw-http/versions',
  run: (scene) => answersTo(scene, VERSIONS),
};

async function answersTo({ target }: Scene, cases: readonly Bytes[]): Promise<string[]> {
  const broken: string[] = [];
  const origin = target.originOf(PATH);
  for (const { name, bytes, mayPass } of cases) {
    const conversation = await converse(target.exchange, origin, bytes);
    const statuses = statusesIn(conversation);
    if (statuses.some((status) => status >= 500)) broken.push(`${name}: ${statuses.join(', ')}`);
    const passed = statuses.some((status) => status < 400);
    if (passed && mayPass !== true) broken.push(`${name} is answered ${statuses.join(', ')}`);
    // The hidden request would be the only one to be refused for want of a token.
    if (bytes.includes(HIDDEN) && statuses.includes(401)) {
      broken.push(`${name}: the hidden request is answered`);
    }
    const next = await target.call({ method: 'GET', path: PATH });
    if (next.status !== 200) broken.push(`after ${name} others get ${outcomeOf(next)}`);
  }
  return broken;
}

/** Many requests on one connection, with one that is broken in their middle. */
const pipelines: Attack = {
  id: 'raw-http/pipelines',
  async run({ target }) {
    const origin = target.originOf(PATH);
    const good = get('Host: x');
    const all = statusesIn(await converse(target.exchange, origin, good.repeat(20), 5_000));
    const mixed = statusesIn(
      await converse(target.exchange, origin, `${good}nonsense\r\n\r\n${HIDDEN}`, 2_000),
    );
    return [
      ...(all.length > 20 || all.some((status) => status !== 200)
        ? [`20 requests are answered ${String(all.length)} times`]
        : []),
      ...(mixed.includes(401) ? ['what follows broken bytes is answered'] : []),
    ];
  },
};

const ZERO = 'Basic YWJjOmQAZQ==';

/** Credentials with bytes that no text can hold. */
const oddCredentials: Attack = {
  id: 'raw-http/odd-credentials',
  async run({ target }) {
    const broken: string[] = [];
    const basics = [
      ZERO,
      'Basic AAAA',
      'Basic /////w==',
      'Basic Og==',
      'Basic ====',
      `Basic ${'QUFB'.repeat(4_000)}`,
      'Basic JTAwOiUwMA==',
    ];
    for (const authorization of basics) {
      const answer = await target.askToken(
        { grant_type: 'client_credentials' },
        { headers: { authorization } },
      );
      if (answer.status >= 500 || answer.status < 400) {
        broken.push(`${authorization.slice(0, 20)}: ${outcomeOf(answer)}`);
      }
    }
    const lists = target.operations.filter(
      ({ method, queries, template, admitted }) =>
        method === 'GET' &&
        queries.includes('after') &&
        !template.includes('{') &&
        admitted === 'everyone',
    );
    for (const { template } of lists) {
      for (const part of [
        '["a\\u0000b"]',
        '[1e40]',
        '["2024-13-45"]',
        '[null]',
        '[[],{}]',
        '["2023-02-29T25:61:61Z","x"]',
      ]) {
        const cursor = Buffer.from(part).toString('base64url');
        const answer = await target.call({ method: 'GET', path: `${template}?after=${cursor}` });
        if (answer.status >= 500) broken.push(`${template} at ${part}: ${outcomeOf(answer)}`);
      }
    }
    return broken;
  },
};

/** A connection that never finishes its headers is ended; the long form waits for it. */
const slowHeaders: Attack = {
  id: 'raw-http/slow-headers',
  onlyIn: 'long',
  waits: true,
  async run({ target }: Scene) {
    target.exchange.spend();
    const socket = openSocket(target.originOf(PATH));
    const begun = performance.now();
    const ended = new AbortController();
    socket
      .once('close', () => {
        ended.abort();
      })
      .on('error', () => undefined);
    socket.resume();
    socket.write(`GET ${PATH} HTTP/1.1\r\nHost: x\r\n`);
    for (
      let n = 0;
      !ended.signal.aborted && performance.now() - begun < HEADERS_WITHIN_MS;
      n += 1
    ) {
      await pause(1_000);
      // The socket is ended from the other side at some moment, so a write may come too late.
      if (socket.writable) socket.write(`X-${String(n)}: y\r\n`);
    }
    socket.destroy();
    return ended.signal.aborted
      ? []
      : [`headers may take more than ${String(HEADERS_WITHIN_MS / 1_000)} s`];
  },
};

/** Hundreds of connections that say nothing: others are answered meanwhile. */
const silentConnections: Attack = {
  id: 'raw-http/silent-connections',
  async run({ target, form }) {
    const sockets = Array.from({ length: form === 'long' ? 500 : 100 }, () => {
      target.exchange.spend();
      return openSocket(target.originOf(PATH)).on('error', () => undefined);
    });
    for (const socket of sockets) socket.write('GET /');
    const answer = await target.call({ method: 'GET', path: PATH, timeoutMs: 10_000 });
    for (const socket of sockets) socket.destroy();
    return answer.status === 200 ? [] : [`others get ${outcomeOf(answer)}`];
  },
};

export const RAW_HTTP: readonly Attack[] = [
  slowHeaders,
  oddBytes,
  versions,
  pipelines,
  oddCredentials,
  silentConnections,
];
