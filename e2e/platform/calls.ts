import { request } from 'node:http';

import type { TestService } from '@passerelle/testing';

export interface Sent {
  readonly method?: string;
  readonly path?: string;
  /** The bytes to send, unchanged. With `chunked` there is no content length. */
  readonly body?: Uint8Array | string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly chunked?: boolean;
}

export interface Received {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly text: string;
}

/** Sends a request without the corrections of an HTTP client: path and body are sent byte for byte. */
export function send(origin: string, sent: Sent): Promise<Received> {
  const { hostname, port } = new URL(origin);
  const body = sent.body === undefined ? undefined : Buffer.from(sent.body);
  return new Promise((resolve, reject) => {
    const outgoing = request(
      {
        hostname,
        port,
        method: sent.method ?? 'POST',
        path: sent.path ?? '/ledger/v1/entries',
        headers: {
          ...sent.headers,
          ...(body === undefined || sent.chunked === true
            ? {}
            : { 'content-length': String(body.length) }),
        },
        agent: false,
      },
      (incoming) => {
        const chunks: Buffer[] = [];
        incoming.on('data', (chunk: Buffer) => chunks.push(chunk));
        incoming.on('error', reject);
        incoming.on('end', () => {
          resolve({
            status: incoming.statusCode ?? 0,
            headers: incoming.headers,
            text: Buffer.concat(chunks).toString('utf8'),
          });
        });
      },
    );
    outgoing.on('error', reject);
    if (sent.chunked === true && body !== undefined) outgoing.write(body);
    outgoing.end(sent.chunked === true ? undefined : body);
  });
}

/** The headers of a caller who may use the ledger and sends JSON. */
export async function asMediator(test: TestService): Promise<Record<string, string>> {
  return {
    authorization: `Bearer ${await test.issuer.token('mediator')}`,
    'content-type': 'application/json',
  };
}

export interface ProblemBody {
  readonly type: string;
  readonly title: string;
  readonly status: number;
  readonly instance: string;
  readonly code: string;
  readonly errors: readonly { pointer: string; code: string; detail: string }[];
  readonly omittedErrors?: number;
}

/** Checks an answer against RFC 9457 and returns its body. */
export function problemOf(answer: Received): ProblemBody {
  expect(answer.headers['content-type']).toMatch(/^application\/problem\+json/);
  const problem = JSON.parse(answer.text) as ProblemBody;
  expect(problem).toEqual(
    expect.objectContaining({
      type: `urn:passerelle:problem:${problem.code}`,
      title: expect.any(String),
      status: answer.status,
      instance: expect.stringMatching(/^urn:uuid:[0-9a-f-]{36}$/),
      code: expect.stringMatching(/^[a-z-]+\/[a-z0-9-]+$/),
      errors: expect.any(Array),
    }),
  );
  return problem;
}
