import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';

import { rentCampaigns } from '@passerelle/rent-campaigns/service';
import { TestService } from '@passerelle/testing';

const PROGRAM = join(__dirname, '../dist/import-file.js');
const BATCH = {
  sub: '0190a5d4-7c1e-7c3a-9b1d-000000000004',
  roles: ['service' as const],
  scope: 'rent-campaigns:import',
};
const LANDLORD = '00000001800010';

let test: TestService;
let tokens: Server;
let folder: string;

beforeAll(async () => {
  test = await TestService.start(rentCampaigns, { now: '2023-09-10T08:00:00Z' });
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
    void test.issuer.token(BATCH).then((token) => {
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
      `${origin}/rent-campaigns/v1/campaigns/2023/${to}`,
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
      'roster',
      '--put',
    ]);
    expect(output).toMatch(/sending 100 %[^]*working 100 %[^]*accepted +3/);
    expect(code).toBe(0);
  });

  it('saves the report of refused lines and says so by its exit code', async () => {
    const path = file('lines.csv', [HEADER, line(1), line(9), line(2, '0')].join('\n'));
    const { code, output } = await run([path, 'imports?channel=exchange', '--quiet']);
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
        const { output } = await run([path, 'imports?channel=exchange', '--quiet']);
        return /import +(\S+)/.exec(output)?.[1];
      }),
    );
    expect(ids[0]).toBe(ids[1]);
  });

  it('tells a file that is refused as a whole, and a route that refuses', async () => {
    const headless = file('headless.csv', `${line(1)}\n`);
    const refused = await run([headless, 'imports?channel=exchange', '--quiet']);
    expect(refused.code).toBe(1);
    expect(refused.output).toMatch(/status +failed[^]*reason/);
    const wrong = await run([headless, 'imports?channel=pigeon', '--quiet']);
    expect(wrong.code).toBe(1);
    expect(wrong.output).toMatch(/400 request\/validation-failed/);
  });

  it('asks to be run again when the service is away', async () => {
    const path = join(folder, 'lines.csv');
    const { code } = await run(
      [path, 'imports?channel=exchange', '--attempts', '1'],
      'http://127.0.0.1:1',
    );
    expect(code).toBe(75);
  });

  it('explains itself', async () => {
    const { code, output } = await run(['nothing.csv', '', '--surprise']);
    expect([code, output]).toEqual([2, expect.stringContaining('--surprise')]);
  });
});
