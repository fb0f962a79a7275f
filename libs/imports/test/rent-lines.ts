import type { ImportFile } from '../src/column.js';
import type {
  ImportDefinition,
  ImportLine,
  StagedChunk,
  StagedFault,
  StagedValue,
} from '../src/definition.js';
import type { Tx } from '@passerelle/persistence';

// No import of values: the worker that is killed in the tests loads this file alone.

export interface RentContext {
  readonly year: number;
}

export const RENTS_TABLE = `
  create table rents (
    year integer not null,
    file_number text not null,
    dwelling_ref text not null,
    landlord_siret text not null,
    last_name text not null,
    rent_cents bigint not null,
    shared boolean,
    to_confirm boolean not null,
    import_id uuid not null,
    line integer not null,
    version integer not null default 1,
    primary key (year, file_number, dwelling_ref)
  )`;

const FILE_NUMBER = { type: 'text', pattern: /^\d{7}$/, code: 'file-number' } as const;

const COLUMNS = {
  fileNumber: { value: FILE_NUMBER, aliases: ['numero_allocataire'], required: true },
  dwellingRef: { value: { type: 'text', max: 40 }, aliases: ['logement'], required: true },
  landlordSiret: { value: { type: 'text', pattern: /^\d{14}$/ }, required: true },
  lastName: { value: { type: 'text', max: 100 }, aliases: ['nom'] },
  rent: { value: { type: 'amount', unit: 'euros' }, aliases: ['loyer'] },
  rentCents: { value: { type: 'amount', unit: 'cents' } },
  shared: { value: { type: 'flag' } },
} as const satisfies ImportFile['columns'];
type Columns = typeof COLUMNS;

const KNOWN_SIRET = '1';

/** Rents as a service would take them: hard and soft checks, a set-wise one, versions that supersede. */
export class RentLines implements ImportDefinition<Columns, RentContext, number> {
  readonly file: ImportFile<Columns> = {
    kind: 'rents',
    formats: ['csv', 'ndjson'],
    columns: COLUMNS,
    oneOf: [['rent', 'rentCents']],
  };
  readonly staging = {
    file_number: 'text',
    dwelling_ref: 'text',
    landlord_siret: 'text',
    last_name: 'text',
    rent_cents: 'bigint',
    shared: 'boolean',
  };
  readonly fills = ['rents'];
  readonly key = ['file_number', 'dwelling_ref'];
  readonly codes = {
    'zero-rent': { fr: 'loyer nul', en: 'zero rent' },
    'unknown-landlord': { fr: 'bailleur inconnu', en: 'unknown landlord' },
    'file-number': { fr: 'numéro d’allocataire de 7 chiffres', en: 'file number of 7 digits' },
    'too-many-faults': { fr: 'trop de lignes refusées', en: 'too many refused lines' },
  };

  async prepare(): Promise<number> {
    return 1_000_000;
  }

  parse(line: ImportLine<Columns>, maxRent: number): readonly StagedValue[] | null {
    const row = line.read();
    const rent = row.rentCents ?? row.rent;
    if (rent === null && !line.refused) line.refuse('rent', 'required');
    if (rent !== null && rent > maxRent) line.refuse('rent', 'amount');
    if (rent === 0) line.doubt('rent', 'zero-rent');
    if (line.refused) return null;
    const { fileNumber, dwellingRef, landlordSiret, lastName, shared } = row;
    return [fileNumber, dwellingRef, landlordSiret, lastName ?? '', rent, shared];
  }

  async merge(
    tx: Tx,
    { table, importId, context }: StagedChunk<RentContext>,
  ): Promise<StagedFault[]> {
    const unknown = await tx.query<StagedFault>(
      `with refused as (delete from ${table} where landlord_siret not like $1 || '%' returning line)
       select line, 'landlordSiret' as field, 'unknown-landlord' as code from refused`,
      [KNOWN_SIRET],
    );
    await tx.query(
      `insert into rents (year, file_number, dwelling_ref, landlord_siret, last_name, rent_cents, shared,
                          to_confirm, import_id, line)
       select $2, file_number, dwelling_ref, landlord_siret, last_name, rent_cents, shared, doubtful, $1, line
       from ${table} order by file_number, dwelling_ref
       on conflict (year, file_number, dwelling_ref) do update set
         landlord_siret = excluded.landlord_siret, last_name = excluded.last_name,
         rent_cents = excluded.rent_cents, shared = excluded.shared, to_confirm = excluded.to_confirm,
         import_id = excluded.import_id, line = excluded.line, version = rents.version + 1
       where (rents.landlord_siret, rents.last_name, rents.rent_cents, rents.shared)
             is distinct from
             (excluded.landlord_siret, excluded.last_name, excluded.rent_cents, excluded.shared)`,
      [importId, context.year],
    );
    return unknown;
  }
}

export const HEADER = 'fileNumber;dwellingRef;landlordSiret;lastName;rent;shared';

const digits = (value: number, length: number): string => String(value).padStart(length, '0');

/** Line `n` of a generated file; one in a hundred has a fault, of every kind in turn. */
export function rentLine(n: number): string {
  const good = [
    digits(n, 7),
    `L-${digits(n, 6)}`,
    `1${digits(n % 500, 13)}`,
    `Éléonore-${String(n)}`,
    `${String(400 + (n % 600))},${digits(n % 100, 2)}`,
    n % 3 === 0 ? 'oui' : '',
  ];
  if (n % 100 !== 99) return good.join(';');
  const faulty: readonly (() => string)[] = [
    () => good.with(0, '12345').join(';'),
    () => good.with(4, '-12,00').join(';'),
    () => good.with(4, '0').join(';'),
    () => good.with(2, `9${digits(n, 13)}`).join(';'),
    () => rentLine(n - 50),
    () => rentLine(Math.max(0, n - 4_950)),
    () => good.with(3, '"open').join(';'),
    () => good.join(','),
    () => good.slice(1).join(';'),
    () => good.with(3, 'nul\0').join(';'),
  ];
  return (faulty[Math.floor(n / 100) % faulty.length] as () => string)();
}

export function* rentFile(lines: number): Generator<Buffer> {
  let block = `${HEADER}\r\n`;
  for (let n = 0; n < lines; n++) {
    block += `${rentLine(n)}\r\n`;
    if (block.length > 60_000) {
      yield Buffer.from(block);
      block = '';
    }
  }
  if (block !== '') yield Buffer.from(block);
}
