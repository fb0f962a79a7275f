import { TestService } from '@passerelle/testing';

import { scales } from '../service.js';

describe('the short way of plain reads', () => {
  let test: TestService;

  beforeAll(async () => {
    test = await TestService.start(scales, { now: '2026-11-23T09:00:00Z' });
    // The first read of a route always goes the ordinary way.
    await test.call('GET', 'scales');
    await test.call('GET', 'scales/rsa/parameters/base_amount');
    await test.call('GET', 'scales/rsa/tables/family_flat_amounts');
  });

  afterAll(async () => {
    await test.stop();
  });

  /** Answers of the ordinary way carry the id of their request. */
  const isDirect = (headers: Readonly<Record<string, string | undefined>>) =>
    headers['x-request-id'] === undefined;

  it('gives the answer of the ordinary way, its headers too', async () => {
    const path = 'scales/rsa?on=2024-05-12';
    const first = await test.call('GET', path);
    const second = await test.call('GET', path);
    expect([isDirect(first.headers), isDirect(second.headers)]).toEqual([false, true]);
    const { 'x-request-id': _, date: __, ...lent } = first.headers;
    const { date: ___, ...own } = second.headers;
    expect(own).toEqual(lent);
    expect(second.body).toEqual(first.body);
  });

  it.each([
    ['scales/rsa/parameters/base_amount?on=2024-05-12', {}, 200, true],
    ['scales/rsa/parameters/base_amount', {}, 200, true],
    ['scales/rsa', {}, 200, true],
    ['scales', {}, 200, true],
    ['scales?on=2024-05-12', {}, 200, true],
    ['scales/rsa/tables/family_flat_amounts', {}, 200, true],
    ['scales/rsa/tables/base_amount', {}, 404, false],
    ['scales/rsa/parameters/family_flat_amounts', {}, 404, false],
    ['scales/rsa', { accept: 'text/csv' }, 200, false],
    ['scales/rsa?on=2031-01-01', {}, 404, false],
    ['scales/rsa?on=2024-02-30', {}, 400, false],
    ['scales/rsa/parameters/base', {}, 404, false],
    ['scales/rmi', {}, 404, false],
    ['scales/rsa?on=2024-05-12&knownOn=2024-03-28', {}, 200, false],
    ['scales/rsa?knownOn=2024-03-28', {}, 200, false],
  ])('%s %j: %i, direct %s', async (path, headers, status, direct) => {
    const response = await test.call('GET', path, { headers });
    expect([response.status, isDirect(response.headers)]).toEqual([status, direct]);
  });

  it('answers 304 with what caches need', async () => {
    const path = 'scales/rsa?on=2024-05-12';
    const { etag = '' } = (await test.call('GET', path)).headers;
    for (const tags of [etag, `"x", ${etag}`, `W/${etag}`, '*']) {
      const { status, headers } = await test.call('GET', path, {
        headers: { 'if-none-match': tags },
      });
      expect([status, headers.etag, headers['cache-control'], isDirect(headers)]).toEqual([
        304,
        etag,
        'public, no-cache',
        true,
      ]);
    }
    expect((await test.call('GET', path, { headers: { 'if-none-match': '"x"' } })).status).toBe(
      200,
    );
  });

  it('refuses another method on the same path', async () => {
    expect((await test.call('POST', 'scales/rsa', { body: {} })).status).toBe(405);
  });

  it('is counted like any other request', async () => {
    expect(await test.metrics()).toMatch(
      /_count\{.*route="\/scales\/v1\/scales\/:code\/parameters\/:key",status="200"\} [1-9]/,
    );
  });
});
