import { rentCampaign } from '../../apps/all-in-one/src/demo/rent-campaign.js';

export interface RentUpload {
  /** Also the idempotency key: it identifies the effects of the file. */
  readonly name: string;
  readonly kind: 'roster' | 'declarations';
  readonly type: 'text/csv' | 'application/x-ndjson';
  readonly body: Buffer<ArrayBuffer>;
  readonly lines: number;
}

const COLUMNS = [
  'fileNumber',
  'lastName',
  'landlordSiret',
  'dwellingRef',
  'referenceYear',
  'rent',
  'chargesCents',
  'sharedTenancy',
  'tenantShareCents',
  'cotenants',
  'status',
  'declaredOn',
  'statusOn',
  'arrearsCents',
  'arrearsSince',
] as const;
type Column = (typeof COLUMNS)[number];
type Line = Readonly<Record<Column, string>>;

const csv = (line: Line): string => COLUMNS.map((name) => line[name]).join(';');
const changed = (change: Partial<Line>) => (line: Line) => csv({ ...line, ...change });

/** A placeholder for a byte that is not UTF-8. It is replaced when the line is converted to bytes. */
const STRAY_BYTE = '\ufffe';

/** Every way in which a line of CSV can be wrong or doubtful. */
const WRONG_CSV: readonly ((line: Line, lines: readonly Line[], at: number) => string)[] = [
  changed({ fileNumber: '123' }),
  changed({ fileNumber: '' }),
  changed({ fileNumber: '9999999' }),
  changed({ lastName: 'Quelqu’un d’autre' }),
  changed({ lastName: 'A\u0001B' }),
  changed({ lastName: 'nul\0' }),
  changed({ lastName: '"ouvert' }),
  changed({ lastName: 'au "milieu"' }),
  changed({ lastName: 'x'.repeat(101) }),
  changed({ lastName: 'x'.repeat(70_000) }),
  changed({ lastName: `Lef${STRAY_BYTE}vre` }),
  changed({ landlordSiret: '00000001800011' }),
  changed({ landlordSiret: '35600000000048' }),
  (line, lines) =>
    csv({
      ...line,
      landlordSiret:
        lines.find((other) => other.landlordSiret !== line.landlordSiret)?.landlordSiret ?? '',
    }),
  changed({ dwellingRef: 'AILLEURS' }),
  changed({ referenceYear: '2022' }),
  changed({ rent: '' }),
  changed({ rent: '-12,00' }),
  changed({ rent: '500 CC' }),
  changed({ rent: '0' }),
  changed({ rent: '1700,00' }),
  changed({ rent: '999999,00' }),
  changed({ chargesCents: '1,5' }),
  changed({ sharedTenancy: 'peut-être' }),
  changed({ sharedTenancy: 'oui', tenantShareCents: '', cotenants: '2' }),
  changed({ sharedTenancy: 'oui', tenantShareCents: '99999999', cotenants: '2' }),
  changed({ sharedTenancy: 'oui', tenantShareCents: '1', cotenants: '1' }),
  changed({ sharedTenancy: 'non', tenantShareCents: '1', cotenants: '3' }),
  changed({ status: 'parti' }),
  changed({ status: 'departed' }),
  changed({ statusOn: '2023-10-12' }),
  changed({ status: 'departed', statusOn: '2023-02-30' }),
  changed({ status: 'departed', statusOn: '2023-06-30' }),
  changed({ status: 'departed', statusOn: '2099-01-01' }),
  changed({ arrearsCents: '100000' }),
  changed({ arrearsSince: '2023-09-01' }),
  changed({ declaredOn: '2023-07-01' }),
  (line) => csv(line).replaceAll(';', ','),
  (line) => csv(line).split(';').slice(1).join(';'),
  // The same tenant as in the previous line (same chunk), and as in a line far away.
  (_, lines, at) => csv(lines[at - 1] as Line),
  (_, lines, at) => csv(lines[Math.max(0, at - 3_001)] as Line),
];

const WRONG_NDJSON: readonly ((line: string) => string)[] = [
  (line) => line.slice(0, -3),
  () => '["une liste"]',
  (line) => line.replace('{', '{"status":"present",'),
  (line) => line.replace('{', '{"inattendu":1,'),
  (line) => line.replace(/"rentCents":\d+/, '"rentCents":1e400'),
  (line) => line.replace(/"lastName":"[^"]*"/, '"lastName":"\\ud800"'),
  (line) => line.replace(/"rentCents":\d+,/, ''),
  (line) => line.replace('"fileNumber":"', '"fileNumber":"00'),
];

/** Changes to every fiftieth line, so that it contains more than a rent. */
const TELLING: readonly Partial<Line>[] = [
  { status: 'departed', statusOn: '2023-10-12' },
  { status: 'deceased', statusOn: '2023-09-03' },
  { status: 'management_end', statusOn: '2023-12-31' },
  { arrearsCents: '250000', arrearsSince: '2023-09-05' },
];
const TELLING_EACH = 50;
const WRONG_EACH = 100;

const turn = <T>(ways: readonly T[], at: number, each: number): T =>
  ways[Math.floor(at / each) % ways.length] as T;

/**
 * The fictitious campaign as files: a roster, a file of declarations in each format, and any number of corrections
 * of the online file. In the declarations, one line in a hundred is wrong; the kinds of faults alternate.
 */
export class RentFiles {
  readonly roster: RentUpload;
  /** NDJSON of large landlords. */
  readonly exchange: RentUpload;
  /** CSV of all other landlords. */
  readonly online: RentUpload;
  private readonly onlineLines: readonly Line[];

  constructor(seed: number) {
    const { roster, expected, files } = rentCampaign(1, seed);
    const bodyOf = (channel: string): readonly string[] =>
      (files.find((file) => file.channel === channel)?.body ?? '').trimEnd().split(/\r?\n/);
    this.roster = {
      name: 'roster',
      kind: 'roster',
      type: 'application/x-ndjson',
      body: Buffer.from(roster),
      lines: expected,
    };
    const exchange = bodyOf('exchange').map((line, at) =>
      at % WRONG_EACH === WRONG_EACH - 1 ? turn(WRONG_NDJSON, at, WRONG_EACH)(line) : line,
    );
    this.exchange = {
      name: 'exchange',
      kind: 'declarations',
      type: 'application/x-ndjson',
      body: Buffer.from(exchange.join('\n')),
      lines: exchange.length,
    };
    this.onlineLines = linesOf(bodyOf('online'));
    this.online = this.csvFile('online', this.onlineLines);
  }

  /** A part of the online lines with other rents. Each line supersedes a version. */
  correction(number: number, lines: number): RentUpload {
    const parts = Math.floor(this.onlineLines.length / lines);
    const from = (number % parts) * lines;
    const corrected = this.onlineLines.slice(from, from + lines).map((line) => ({
      ...line,
      rent: (Number(line.rent.replace(',', '.')) + number + 1).toFixed(2).replace('.', ','),
    }));
    return this.csvFile(`correction ${String(number)}`, corrected);
  }

  private csvFile(name: string, lines: readonly Line[]): RentUpload {
    const body = lines.map((line, at) =>
      bytesOf(
        at % WRONG_EACH === WRONG_EACH - 1
          ? turn(WRONG_CSV, at, WRONG_EACH)(line, lines, at)
          : csv(at % TELLING_EACH === 0 ? { ...line, ...turn(TELLING, at, TELLING_EACH) } : line),
      ),
    );
    return {
      name,
      kind: 'declarations',
      type: 'text/csv',
      body: Buffer.concat([Buffer.from(`${COLUMNS.join(';')}\r\n`), ...body]),
      lines: lines.length,
    };
  }
}

function bytesOf(line: string): Buffer<ArrayBuffer> {
  const [before = '', ...after] = `${line}\r\n`.split(STRAY_BYTE);
  return Buffer.concat([
    Buffer.from(before),
    ...after.map((part) => Buffer.concat([Buffer.of(0xff), Buffer.from(part)])),
  ]);
}

function linesOf([header = '', ...rows]: readonly string[]): Line[] {
  const names = header.split(';');
  return rows.map((row) => {
    const values = row.split(';');
    const given = (name: Column): string => values[names.indexOf(name)] ?? '';
    return Object.fromEntries(COLUMNS.map((name) => [name, given(name)])) as Line;
  });
}
