import { TestService } from '@passerelle/testing';

import { scales } from '../service.js';

describe('the CSV of the figures', () => {
  let test: TestService;

  beforeAll(async () => {
    test = await TestService.start(scales, { now: '2026-11-27T09:00:00Z' });
  });

  afterAll(async () => {
    await test.stop();
  });

  describe('the CSV of a French Excel', () => {
    it.each([
      ['scales', 'position;code;'],
      ['scales/rsa?on=2024-05-12', 'scale;kind;key;'],
      ['scales/rsa/history', 'scale;kind;key;'],
      ['scales/rsa/comparison?from=2023-04-01&to=2024-04-01', 'scale;kind;key;'],
      ['scales/rsa/parameters/base_amount?on=2024-05-12', 'scale;kind;key;'],
      ['scales/rsa/tables/family_flat_amounts?on=2024-05-12', 'scale;kind;key;'],
    ])('%s: mark, semicolons, decimal commas', async (path, head) => {
      const url = `${path}${path.includes('?') ? '&' : '?'}format=csv-fr`;
      const { status, headers, body } = await test.call<string>('GET', url);
      expect(status).toBe(200);
      expect(headers['content-type']).toBe('text/csv; charset=utf-8; header=present');
      expect(body.startsWith(`\uFEFF${head}`)).toBe(true);
      expect(body).not.toMatch(/;-?\d+\.\d+;/);
    });

    it('writes the same figures as the CSV of RFC 4180, which `format=csv` asks for too', async () => {
      const path = 'scales/rsa/parameters/base_amount?on=2024-05-12';
      const french = await test.call<string>('GET', `${path}&format=csv-fr`);
      expect(french.body).toContain(';635,71;2024-04-01;');
      const plain = await test.call<string>('GET', `${path}&format=csv`);
      expect(plain.body).toContain(',635.71,2024-04-01,');
      const accepted = await test.call<string>('GET', path, { headers: { accept: 'text/csv' } });
      expect(accepted.body).toBe(plain.body);
      expect(accepted.headers.etag).toBe(plain.headers.etag);
      expect(french.headers.etag).not.toBe(plain.headers.etag);
    });

    it('quotes what holds a semicolon', async () => {
      const { body } = await test.call<string>('GET', 'scales/rsa?on=2024-05-12&format=csv-fr');
      expect(body).toContain('"adults=1; children=0; singleParentIncrease=false"');
    });

    it('comes as JSON when asked, whatever is accepted', async () => {
      const { headers } = await test.call('GET', 'scales/rsa?format=json', {
        headers: { accept: 'text/csv' },
      });
      expect(headers['content-type']).toBe('application/json; charset=utf-8');
    });

    it('is refused under another name', async () => {
      expect((await test.call('GET', 'scales/rsa?format=excel')).status).toBe(400);
    });
  });
});
