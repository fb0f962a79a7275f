import { createWriteStream } from 'node:fs';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';

const HEADER =
  'referenceYear;fileNumber;dwellingRef;lastName;birthDate;landlordSiret;rentCents;chargesCents;sharedTenancy;status';

const digits = (value: number, length: number): string => String(value).padStart(length, '0');

/** Every file number once, in an order that jumps about, as dwellings do. */
function fieldsOf(n: number): string[] {
  const fileNumber = (n * 7_919_993) % 10_000_000;
  return [
    '2023',
    digits(fileNumber, 7),
    `LOG-${digits(n % 100_000, 6)}-${String(n % 7)}`,
    ['Martin', 'Bernard', 'Lefèvre', 'Moreau', 'Nguyễn', 'Garçon', 'Da Silva'][n % 7] ?? '',
    `${String(1940 + (n % 65))}-${digits(1 + (n % 12), 2)}-${digits(1 + (n % 28), 2)}`,
    digits(10_000_000_000_000 + (n % 3_000) * 104_729, 14),
    String(25_000 + (n % 90_000)),
    n % 4 === 0 ? '' : String(n % 15_000),
    n % 9 === 0 ? 'true' : 'false',
    'present',
  ];
}

/** One line in a hundred is wrong, each in its own way. */
function faulty(n: number): string {
  const fields = fieldsOf(n);
  const kinds: readonly (() => string)[] = [
    () => fields.with(0, '2022').join(';'),
    () => fields.with(1, '12').join(';'),
    () => fields.with(4, '2001-02-30').join(';'),
    () => fields.with(6, '-5').join(';'),
    () => fields.with(6, '600000').join(';'),
    () => fields.with(9, 'gone').join(';'),
    () => fields.with(3, '"open').join(';'),
    () => fields.join(','),
    () => fieldsOf(Math.max(0, n - 30_001)).join(';'),
    () => fields.with(3, 'a\0b').join(';'),
  ];
  return kinds[Math.floor(n / 100) % kinds.length]?.() ?? '';
}

function ndjson(fields: readonly string[]): string {
  const [
    year,
    fileNumber,
    dwellingRef,
    lastName,
    birthDate,
    landlordSiret,
    rent,
    charges,
    shared,
    status,
  ] = fields;
  return JSON.stringify({
    referenceYear: Number(year),
    fileNumber,
    dwellingRef,
    lastName,
    birthDate,
    landlordSiret,
    rentCents: Number(rent),
    chargesCents: charges === '' ? null : Number(charges),
    sharedTenancy: shared === 'true',
    status,
  });
}

export interface FileOptions {
  readonly lines: number;
  readonly format: 'csv' | 'ndjson';
  readonly withFaults: boolean;
}

/** The file in pieces, made as they are asked for. */
export function* blocksOf({ lines, format, withFaults }: FileOptions): Generator<string> {
  let block = format === 'csv' ? `${HEADER}\n` : '';
  for (let n = 0; n < lines; n++) {
    if (format === 'ndjson') block += ndjson(fieldsOf(n));
    else block += withFaults && n % 100 === 99 ? faulty(n) : fieldsOf(n).join(';');
    block += '\n';
    if (block.length > 262_144) {
      yield block;
      block = '';
    }
  }
  yield block;
}

export async function writeFile(path: string, options: FileOptions): Promise<void> {
  await pipeline(Readable.from(blocksOf(options), { objectMode: false }), createWriteStream(path));
}
