import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';

import { indicators } from '@passerelle/indicators/service';
import { rentCampaigns } from '@passerelle/rent-campaigns/service';
import { TestService } from '@passerelle/testing';

const PROGRAM = join(__dirname, '../dist/import-file.js');
const BATCH = {
  sub: '0190a5d4-7c1e-7c3a-9b1d-000000000004',
  roles: ['service' as const],
  scope: 'rent-campaigns:import indicators:import',
};
const CAMPAIGN = 'rent-campaigns/v1/campaigns/2023';
const LANDLORD = '00000001800010';

let test: TestService;
/** The service that tokens are for. */
let issuing: TestService;
let tokens: Server;
let folder: string;

beforeAll(async () => {
  test = await TestService.start(rentCampaigns, { now: '2023-09-10T08:00:00Z' });
  issuing = test;
  await test.call('POST', 'campaigns', {
    as: { roles: ['campaign_manager'] },
    body: {
      referenceYear: 2023,
      opensOn: '2023-08-01',
      suspensionOn: '2024-01-15',
      closesOn: '2024-03-31',
      correctionEndsOn: '2024-06-30',
    },
  });
  tokens = createServer((request, response) => {
    request.resume();
    void issuing.issuer.token(BATCH).then((token) => {
      response.setHeader('content-type', 'application/json');
      response.end(JSON.stringify({ access_token: token, expires_in: 600 }));
    });
  });
  await new Promise<void>((resolve) => tokens.listen(0, '127.0.0.1', resolve));
  folder = mkdtempSync(join(tmpdir(), 'passerelle-import-'));
});

afterAll(async () => {
  rmSync(folder, { recursive: true });
  tokens.close();
  await test.stop();
});

const file = (name: string, content: string | Buffer): string => {
  const path = join(folder, name);
  writeFileSync(path, content);
  return path;
};

function run(args: readonly string[], origin = test.origin) {
  const [path, to = '', ...rest] = args;
  const { port } = tokens.address() as AddressInfo;
  const program = spawn(
    process.execPath,
    [
      PROGRAM,
      path ?? '',
      '--to',
      `${origin}/${to}`,
      '--token-url',
      `http://127.0.0.1:${String(port)}/token`,
      ...rest,
    ],
    { env: { PASSERELLE_CLIENT_SECRET: 'secret' } },
  );
  let output = '';
  program.stdout.on('data', (data: Buffer) => (output += data.toString()));
  program.stderr.on('data', (data: Buffer) => (output += data.toString()));
  return new Promise<{ code: number | null; output: string }>((resolve) => {
    program.on('close', (code) => resolve({ code, output }));
  });
}

const HEADER =
  'fileNumber;lastName;landlordSiret;dwellingRef;referenceYear;rent;sharedTenancy;status';
const line = (number: number, rent = '500,00'): string =>
  `${String(number).padStart(7, '0')};Martin;${LANDLORD};A${String(number)};2023;${rent};non;present`;

describe('import-file', () => {
  it('sends a roster, gzip too', async () => {
    const roster = [1, 2, 3]
      .map((number) =>
        JSON.stringify({
          fileNumber: String(number).padStart(7, '0'),
          lastName: 'Martin',
          landlordSiret: LANDLORD,
          landlordKind: 'agency',
          dwellingRef: `A${String(number)}`,
        }),
      )
      .join('\n');
    const { code, output } = await run([
      file('roster.ndjson.gz', gzipSync(roster)),
      `${CAMPAIGN}/roster`,
      '--put',
    ]);
    expect(output).toMatch(/sending 100 %[^]*working 100 %[^]*accepted +3/);
    expect(code).toBe(0);
  });

  it('saves the report of refused lines and says so by its exit code', async () => {
    const path = file('lines.csv', [HEADER, line(1), line(9), line(2, '0')].join('\n'));
    const { code, output } = await run([path, `${CAMPAIGN}/imports?channel=exchange`, '--quiet']);
    expect(code).toBe(3);
    expect(output).toMatch(
      /accepted +1\nto confirm +1\nrefused +1\nreport +.*lines\.csv\.report\.csv/,
    );
    const report = readFileSync(`${path}.report.csv`, 'utf8');
    expect(report).toMatch(/unknown-tenant/);
    expect(report).toMatch(/rent-zero/);
    expect(report).not.toMatch(/Martin/);
  });

  it('sent again is the same import', async () => {
    const path = join(folder, 'lines.csv');
    const ids = await Promise.all(
      [1, 2].map(async () => {
        const { output } = await run([path, `${CAMPAIGN}/imports?channel=exchange`, '--quiet']);
        return /import +(\S+)/.exec(output)?.[1];
      }),
    );
    expect(ids[0]).toBe(ids[1]);
  });

  it('sent again by wish is another import, for what was repaired elsewhere', async () => {
    const path = join(folder, 'lines.csv');
    const to = `${CAMPAIGN}/imports?channel=exchange`;
    const told = await run([path, to, '--quiet']);
    const anew = await run([path, to, '--quiet', '--again']);
    const [one, other] = [told, anew].map(({ output }) => /import +(\S+)/.exec(output)?.[1]);
    expect(other).toMatch(/-/);
    expect(other).not.toBe(one);
  });

  it('leaves no report of an earlier run beside a file', async () => {
    const path = file('clean.csv', [HEADER, line(3)].join('\n'));
    writeFileSync(`${path}.report.csv`, 'of yesterday');
    const { code } = await run([path, `${CAMPAIGN}/imports?channel=exchange`, '--quiet']);
    expect(code).toBe(0);
    expect(readFileSync(`${path}.report.csv`, 'utf8').trim().split('\r\n')).toHaveLength(1);
  });

  it('tells a file that is refused as a whole, and a route that refuses', async () => {
    const headless = file('headless.csv', `${line(1)}\n`);
    const refused = await run([headless, `${CAMPAIGN}/imports?channel=exchange`, '--quiet']);
    expect(refused.code).toBe(1);
    expect(refused.output).toMatch(/status +failed[^]*reason/);
    const wrong = await run([headless, `${CAMPAIGN}/imports?channel=pigeon`, '--quiet']);
    expect(wrong.code).toBe(1);
    expect(wrong.output).toMatch(/400 request\/validation-failed/);
  });

  it('asks to be run again when the service is away', async () => {
    const path = join(folder, 'lines.csv');
    const { code } = await run(
      [path, `${CAMPAIGN}/imports?channel=exchange`, '--attempts', '1'],
      'http://127.0.0.1:1',
    );
    expect(code).toBe(75);
  });

  it('sends the files of other services alike', async () => {
    const other = await TestService.start(indicators);
    issuing = other;
    try {
      const item = (id: string, receivedOn: string): string =>
        JSON.stringify({ itemId: id, category: 'mail', receivedOn });
      const path = file('items.ndjson', [item('M-1', '2024-03-06'), item('M-2', '6/3')].join('\n'));
      const to = 'indicators/v1/work-items/imports';
      const tried = await run([path, to, '--quiet', '--dry-run'], other.origin);
      expect(tried).toMatchObject({ code: 3 });
      const { code, output } = await run([path, to, '--quiet'], other.origin);
      expect(output).toMatch(/status +completed[^]*accepted +1\n[^]*refused +1\n/);
      expect(code).toBe(3);
      expect(readFileSync(`${path}.report.csv`, 'utf8')).toMatch(/\r\n2;[^;]+;receivedOn;day;/);
      expect(await other.transactions.read('select item_id from work_items')).toEqual([
        { item_id: 'M-1' },
      ]);
    } finally {
      issuing = test;
      await other.stop();
    }
  });

  it.each([
    ['below its own address', '/elsewhere/v7/imports/9', 0],
    ['nowhere', undefined, 1],
    ['on another host', 'http://127.0.0.2:1/imports/9', 1],
  ])('asks for the import where the service said: %s', async (_, location, expected) => {
    const asked: string[] = [];
    const state = {
      id: '9',
      status: 'queued',
      linesRead: 1,
      accepted: 1,
      rejected: 0,
      toConfirm: 0,
      progress: 0,
      failure: null,
    };
    const server = createServer((request, response) => {
      request.resume();
      asked.push(`${request.method ?? ''} ${request.url ?? ''}`);
      const isNew = request.method === 'POST';
      response.writeHead(isNew ? 202 : 200, {
        'content-type': 'application/json',
        ...(isNew && location !== undefined ? { location } : {}),
      });
      response.end(JSON.stringify(isNew ? state : { ...state, status: 'completed' }));
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const { port } = server.address() as AddressInfo;
    const path = file('any.ndjson', '{}');
    const { code } = await run([path, 'any/v7/files'], `http://127.0.0.1:${String(port)}`);
    server.close();
    expect(code).toBe(expected);
    expect(asked).toEqual([
      'POST /any/v7/files',
      ...(expected === 0
        ? ['GET /elsewhere/v7/imports/9', 'GET /elsewhere/v7/imports/9/report']
        : []),
    ]);
  });

  it('explains itself', async () => {
    const { code, output } = await run(['nothing.csv', '', '--surprise']);
    expect([code, output]).toEqual([2, expect.stringContaining('--surprise')]);
  });
});
