import { connect } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';

import { TestService } from '@passerelle/testing';

import { ENTRY, ledger } from '../../libs/testing/test/ledger.js';
import { asMediator, send } from './calls.js';

const BODY = JSON.stringify(ENTRY);
const PATH = '/ledger/v1/entries';

/**
 * Writes the parts with a short pause after each and returns everything that was received before the end. Some parts
 * are never answered. A longer `patienceMs` is for an answer that must come.
 */
async function converse(
  origin: string,
  parts: readonly string[],
  hangUp: boolean,
  patienceMs = 300,
): Promise<string> {
  const { hostname, port } = new URL(origin);
  const socket = connect(Number(port), hostname);
  const chunks: Buffer[] = [];
  socket.on('data', (chunk: Buffer) => chunks.push(chunk));
  const over = new Promise<void>((resolve) => {
    // An answer is one packet, so nothing more arrives after a short time.
    socket.on('data', () => setTimeout(resolve, 30));
    socket.on('close', resolve);
    socket.on('error', () => {
      resolve();
    });
  });
  for (const part of parts) {
    socket.write(part, 'latin1');
    await pause(10);
  }
  if (hangUp) socket.destroy();
  await Promise.race([over, pause(patienceMs, undefined, { ref: false })]);
  socket.destroy();
  return Buffer.concat(chunks).toString('utf8');
}

describe('bytes that are hardly HTTP', () => {
  let test: TestService;
  let head: string;
  let headers: Record<string, string>;

  beforeAll(async () => {
    test = await TestService.start(ledger);
    headers = await asMediator(test);
    head = `Host: x\r\nContent-Type: application/json\r\nAuthorization: ${String(headers.authorization)}`;
  });

  afterAll(async () => {
    const failures = test.logLines.filter((line) => line.includes('a request failed'));
    await test.stop();
    expect(failures).toEqual([]);
  });

  const post = (...lines: string[]): string =>
    [`POST ${PATH} HTTP/1.1`, head, ...lines, '', ''].join('\r\n');

  /** Name, parts to send, whether the caller closes the connection afterwards. */
  const CASES: [string, () => readonly string[], boolean?][] = [
    ['not HTTP at all', () => ['\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03\r\n\r\n']],
    ['a bad request line', () => ['GET\r\n\r\n']],
    ['a version that does not exist', () => [`GET ${PATH} HTTP/9.9\r\n${head}\r\n\r\n`]],
    ['a method in lower case', () => [`get ${PATH} HTTP/1.1\r\n${head}\r\n\r\n`]],
    ['a method nobody knows', () => [`BREW ${PATH} HTTP/1.1\r\n${head}\r\n\r\n`]],
    ['a space in the target', () => [`GET ${PATH} x HTTP/1.1\r\n${head}\r\n\r\n`]],
    [
      'raw bytes above 127 in the target',
      () => [`GET ${PATH}/\xe9\xff HTTP/1.1\r\n${head}\r\n\r\n`],
    ],
    ['the target *', () => [`OPTIONS * HTTP/1.1\r\n${head}\r\n\r\n`]],
    ['CONNECT', () => ['CONNECT example.org:443 HTTP/1.1\r\nHost: example.org:443\r\n\r\n']],
    ['no Host', () => [`GET ${PATH} HTTP/1.1\r\nAccept: */*\r\n\r\n`]],
    ['two Hosts', () => [`GET ${PATH} HTTP/1.1\r\n${head}\r\nHost: y\r\n\r\n`]],
    [
      'two Authorizations',
      () => [`GET ${PATH} HTTP/1.1\r\n${head}\r\nAuthorization: Bearer x\r\n\r\n`],
    ],
    ['HTTP/0.9', () => [`GET ${PATH}\r\n`]],
    ['HTTP/0.9 with a header', () => [`GET ${PATH}\r\nHost: x\r\n\r\n`]],
    ['bare line feeds', () => [`GET ${PATH} HTTP/1.1\nHost: x\n\n`]],
    ['a bare carriage return', () => [`GET ${PATH} HTTP/1.1\r\nHost: x\rX: y\r\n\r\n`]],
    ['a header without a colon', () => [`GET ${PATH} HTTP/1.1\r\nHost: x\r\nnonsense\r\n\r\n`]],
    [
      'a blank before the colon',
      () => [post('Content-Length : 2').replace(/\r\n\r\n$/, '\r\n\r\n{}')],
    ],
    ['a folded header', () => [`GET ${PATH} HTTP/1.1\r\nHost: x\r\nX: a\r\n b\r\n\r\n`]],
    ['NUL in a header', () => [`GET ${PATH} HTTP/1.1\r\nHost: x\r\nX: a\0b\r\n\r\n`]],
    [
      'a header of 40 kB',
      () => [`GET ${PATH} HTTP/1.1\r\nHost: x\r\nX: ${'a'.repeat(40_000)}\r\n\r\n`],
    ],
    ['a target of 40 kB', () => [`GET ${PATH}?${'a'.repeat(40_000)} HTTP/1.1\r\nHost: x\r\n\r\n`]],
    ['2,500 headers', () => [`GET ${PATH} HTTP/1.1\r\nHost: x\r\n${'a: b\r\n'.repeat(2_500)}\r\n`]],
    [
      'length and chunks',
      () => [post('Content-Length: 3', 'Transfer-Encoding: chunked') + '0\r\n\r\n'],
    ],
    ['two lengths', () => [post('Content-Length: 2', 'Content-Length: 3') + '{}']],
    ['a negative length', () => [post('Content-Length: -1')]],
    ['a length in words', () => [post('Content-Length: ten')]],
    ['a length beyond reason', () => [post('Content-Length: 99999999999999999999')]],
    ['an unknown transfer coding', () => [post('Transfer-Encoding: gzip') + '{}']],
    ['chunked, not last', () => [post('Transfer-Encoding: chunked, gzip') + '0\r\n\r\n']],
    ['a chunk size in words', () => [post('Transfer-Encoding: chunked'), 'zz\r\n{}\r\n0\r\n\r\n']],
    [
      'a chunk longer than said',
      () => [post('Transfer-Encoding: chunked'), '1\r\n{}\r\n0\r\n\r\n'],
    ],
    ['half a body, then gone', () => [post(`Content-Length: ${BODY.length}`), '{"label"'], true],
    [
      'half a chunked body, then gone',
      () => [post('Transfer-Encoding: chunked'), '8\r\n{"la'],
      true,
    ],
    ['half a header, then gone', () => [`GET ${PATH} HTTP/1.1\r\nHost:`], true],
    ['an expectation nobody meets', () => [post('Expect: the-moon', 'Content-Length: 2') + '{}']],
    [
      'a content coding nobody undoes',
      () => [post('Content-Encoding: br', 'Content-Length: 2') + '{}'],
    ],
    [
      'an upgrade',
      () => [
        `GET ${PATH} HTTP/1.1\r\nHost: x\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n`,
      ],
    ],
    ['HTTP/2 with prior knowledge', () => ['PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n']],
  ];

  it.each(CASES)('%s', async (_, parts, hangUp = false) => {
    const answer = await converse(test.origin, parts(), hangUp);
    if (answer !== '') {
      expect(answer).toMatch(/^HTTP\/1\.1 4\d\d /);
      expect(answer).toMatch(/content-type: application\/problem\+json/i);
    }
    const next = await send(test.origin, { method: 'GET', path: PATH, headers });
    expect({ status: next.status, body: next.text }).toEqual({
      status: 200,
      body: '{"items":[],"next":null}',
    });
  });

  it.each(['http://elsewhere', 'HTTPS://elsewhere:8443', 'http://'])(
    'takes a whole address as the target (%s)',
    async (origin) => {
      const target = `${origin}${PATH}?limit=1`;
      const answer = await converse(
        test.origin,
        [`GET ${target} HTTP/1.1\r\n${head}\r\n\r\n`],
        false,
        5_000,
      );
      expect(answer).toMatch(/^HTTP\/1\.1 200 /);
    },
  );

  it('keeps the answers of one connection apart', async () => {
    const good = `GET ${PATH} HTTP/1.1\r\n${head}\r\n\r\n`;
    const answer = await converse(test.origin, [`${good}nonsense\r\n\r\n`], false);
    // Either the answer to the valid request or no answer, but never the refusal of the bytes after it.
    expect(answer === '' || answer.startsWith('HTTP/1.1 200 ')).toBe(true);
  });

  it('keeps request and trace together while a body arrives in pieces', async () => {
    const trace = 'a'.repeat(32);
    const answer = await converse(
      test.origin,
      [
        post(
          `Traceparent: 00-${trace}-${'b'.repeat(16)}-01`,
          'Connection: close',
          'Content-Length: 4',
        ),
        '{"',
        'a"',
      ],
      false,
      60_000,
    );
    const [, id] = /x-request-id: (\S+)/i.exec(answer) ?? [];
    expect(answer).toContain(`"instance":"urn:uuid:${String(id)}"`);
  });
});
