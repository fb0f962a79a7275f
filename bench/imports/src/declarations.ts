import {
  type ImportDefinition,
  importFile,
  type ImportLine,
  type StagedChunk,
  type StagedFault,
  type StagedValue,
} from '@passerelle/imports';
import { FILE_NUMBER } from '@passerelle/kernel';
import type { MigrationInterface, QueryRunner, Tx } from '@passerelle/persistence';

/** The table that both sides fill: a natural key, a second index, what a line of a campaign holds. */
export class Declarations1790000000009 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table declarations (
        reference_year integer not null,
        file_number integer not null,
        dwelling_ref text not null,
        last_name text not null,
        birth_date date,
        landlord_siret text not null,
        rent_cents bigint not null,
        charges_cents bigint,
        shared_tenancy boolean not null,
        status text not null,
        doubtful boolean not null default false,
        import_id uuid,
        line integer,
        primary key (reference_year, file_number, dwelling_ref)
      )`);
    await runner.query('create index declarations_landlord on declarations (landlord_siret)');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop table declarations');
  }
}

export const COPY_COLUMNS =
  'reference_year, file_number, dwelling_ref, last_name, birth_date, landlord_siret, rent_cents, charges_cents, shared_tenancy, status';
const CONTENT = [
  'last_name',
  'birth_date',
  'landlord_siret',
  'rent_cents',
  'charges_cents',
  'shared_tenancy',
  'status',
];
const contentOf = (row: string): string => CONTENT.map((name) => `${row}.${name}`).join(', ');
const SAME_KEY = `(d.reference_year, d.file_number, d.dwelling_ref)
  = (staged.reference_year, staged.file_number, staged.dwelling_ref)`;
/** Row by row over the index: a chunk is a small part of the table, which a join would read whole. */
const CHANGED = `left join lateral (
    select true as unchanged from declarations d
    where ${SAME_KEY} and (${contentOf('d')}) is not distinct from (${contentOf('staged')})
    limit 1
  ) as known on true
  where unchanged is null`;
const STATUSES = ['present', 'departed', 'deceased', 'management_end', 'unknown'] as const;

const DECLARATIONS = importFile({
  kind: 'declarations',
  formats: ['csv', 'ndjson'],
  columns: {
    referenceYear: { value: { type: 'whole' }, required: true },
    fileNumber: { value: FILE_NUMBER, required: true },
    dwellingRef: { value: { type: 'text', max: 40 }, required: true },
    lastName: { value: { type: 'text', max: 100 }, required: true },
    birthDate: { value: { type: 'day', min: '1900-01-01' } },
    landlordSiret: {
      value: { type: 'text', pattern: /^\d{14}$/, code: 'siret' },
      required: true,
    },
    rentCents: { value: { type: 'amount', unit: 'cents', max: 10_000_000 }, required: true },
    chargesCents: { value: { type: 'amount', unit: 'cents', max: 10_000_000 } },
    sharedTenancy: { value: { type: 'flag' }, required: true },
    status: { value: { type: 'one-of', values: STATUSES }, required: true },
  },
});
type Columns = typeof DECLARATIONS.columns;

export class Declarations implements ImportDefinition<Columns> {
  readonly file = DECLARATIONS;
  readonly staging = {
    reference_year: 'integer',
    file_number: 'integer',
    dwelling_ref: 'text',
    last_name: 'text',
    birth_date: 'date',
    landlord_siret: 'text',
    rent_cents: 'bigint',
    charges_cents: 'bigint',
    shared_tenancy: 'boolean',
    status: 'text',
  };
  readonly fills = ['declarations'];
  readonly key = ['reference_year', 'file_number', 'dwelling_ref'];
  readonly codes = {
    'file-number': { fr: 'numéro de 7 chiffres', en: 'number of 7 digits' },
    siret: { fr: 'SIRET de 14 chiffres', en: 'SIRET of 14 digits' },
    'wrong-year': { fr: 'année d’une autre campagne', en: 'year of another campaign' },
    'rent-too-high': { fr: 'loyer très élevé', en: 'very high rent' },
  };

  constructor(readonly order: 'file' | 'any' | undefined) {}

  parse(line: ImportLine<Columns>): readonly StagedValue[] | null {
    const row = line.read();
    const { referenceYear, rentCents } = row;
    if (referenceYear !== null && referenceYear !== 2023)
      line.refuse('referenceYear', 'wrong-year');
    if (rentCents !== null && rentCents > 500_000) line.doubt('rentCents', 'rent-too-high');
    if (line.refused) return null;
    return [
      referenceYear,
      row.fileNumber,
      row.dwellingRef,
      row.lastName,
      row.birthDate,
      row.landlordSiret,
      rentCents,
      row.chargesCents,
      row.sharedTenancy,
      row.status,
    ];
  }

  async merge(tx: Tx, { table, importId }: StagedChunk): Promise<StagedFault[]> {
    const [sample] = await tx.query<{ known: number }>(
      `select count(*) as known from (select * from ${table} limit 100) as staged
       where exists (select from declarations d where ${SAME_KEY})`,
    );
    const insert = `insert into declarations (${COPY_COLUMNS}, doubtful, import_id, line)
      select ${COPY_COLUMNS}, doubtful, $1, line
      from (select * from ${table} order by reference_year, file_number, dwelling_ref) as staged`;
    // ON CONFLICT costs a third more than a plain insert, and locks and logs the rows that stay as they
    // are. So a chunk whose beginning is new is taken to be all new, until a row says otherwise; of one
    // that is known, what is unchanged is left out before.
    const isNew = (sample?.known ?? 0) === 0;
    if (isNew && (await tx.unlessTaken(() => tx.query(insert, [importId])))) return [];
    await tx.query(
      `${insert} ${CHANGED}
       on conflict (reference_year, file_number, dwelling_ref) do update set
         ${CONTENT.map((name) => `${name} = excluded.${name}`).join(', ')},
         doubtful = excluded.doubtful, import_id = excluded.import_id, line = excluded.line
       where (${contentOf('declarations')}) is distinct from (${contentOf('excluded')})`,
      [importId],
    );
    return [];
  }
}
