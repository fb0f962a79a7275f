import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

import { localDate } from '@passerelle/kernel';
import { TestService } from '@passerelle/testing';

import { rentCampaigns } from '../src/service.js';
import { as, importFile, type ImportState, ndjson, openCampaign, reportOf } from './campaign.js';

/** Files as people send them, each with what becomes of it. All people are synthetic. */
const CASES = join(__dirname, 'cases');
const SIRET = '12345678200010';

interface Expected {
  readonly query?: string;
  readonly accepted?: number;
  readonly toConfirm?: number;
  /** `line field code` of each refused or doubtful line. */
  readonly lines?: readonly string[];
  /** The codes of a file that is refused as a whole. */
  readonly failure?: readonly string[];
  readonly notes?: readonly string[];
  /** `file number name rent charges status day` of each declaration. */
  readonly stored?: readonly string[];
}

const ONE = ["0012346 D'HEROUVILLE 51234 - present -"];
const READ: Expected = { accepted: 1, stored: ONE };
const TWO = [...ONE, '0012347 OEUVRARD 51234 - present -'];

const EXPECTED: Readonly<Record<string, Expected>> = {
  'amount-float-artefact.csv': READ,
  'amount-nbsp-before-euro.csv': READ,
  'amount-thousand-dot.csv': {
    accepted: 1,
    stored: ["0012346 D'HEROUVILLE 123456 - present -"],
  },
  'charges-euros-int.csv': {
    toConfirm: 1,
    lines: ['2 chargesCents charges-below-euro'],
    stored: ["0012346 D'HEROUVILLE 51234 50 present -"],
  },
  'cr-only-mac.csv': { accepted: 2, stored: TWO },
  'date-excel-serial.csv': { lines: ['2 statusOn excel-day-number'] },
  'date-fr-time.csv': {
    accepted: 1,
    stored: ["0012346 D'HEROUVILLE 51234 - departed 2025-09-15"],
  },
  'declared-in-time-ligature.csv': {
    accepted: 1,
    stored: ['0012360 Ælbrecht 50000 - present -'],
  },
  'excel-dropped-trailing.csv': {
    accepted: 2,
    stored: ["0012346 D'HEROUVILLE 51234 5000 present -", '0012347 OEUVRARD 51234 - present -'],
  },
  'excel-formula-text.csv': READ,
  'excel-lost-zero-filenumber.csv': { lines: ['2 fileNumber lost-zeros'] },
  'excel-siret-scientific.csv': { lines: ['2 landlordSiret scientific-notation'] },
  'filenumber-is-nir.csv': { lines: ['2 fileNumber looks-like-nir'] },
  'flag-O.csv': {
    // A shared tenancy needs the share of the tenant.
    lines: ['2 tenantShareCents share-required'],
  },
  'hdr-french-aliases.csv': READ,
  'hdr-french-human.csv': READ,
  'hdr-sep-line.csv': { ...READ, notes: ['header-line'] },
  'hdr-tab.csv': READ,
  'hdr-title-row.csv': { ...READ, notes: ['header-line'] },
  'hdr-trailing-seps.csv': READ,
  'json-as-csv.csv': { failure: ['json-content'] },
  'mixed-utf8-and-cp1252.csv': {
    accepted: 2,
    notes: ['converted-lines'],
    stored: ['0012345 Lefèvre 51234 - present -', '0012354 Dupré 51234 - present -'],
  },
  'nd-array.ndjson': { failure: ['one-object-per-line'] },
  'nd-unknown-member.ndjson': { lines: ['1 firstName unknown-member'] },
  'quoted-empties.csv': READ,
  'rows-trailing-sep.csv': READ,
  'shape-agency-export.csv': {
    failure: ['unknown-column', 'unknown-column'],
    notes: ['accepted-columns'],
  },
  'siret-is-siren.csv': { lines: ['2 landlordSiret siren-not-siret'] },
  'siret-with-spaces.csv': READ,
  'status-PRESENT.csv': READ,
  'status-fin.csv': { lines: ['2 statusOn status-date-required'] },
  'total-line.csv': { accepted: 1, lines: ['3 - total-line'], stored: ONE },
  'utf16le-nobom.csv': { failure: ['unsupported-encoding'] },
  'xlsx-as-csv.csv': { failure: ['excel-workbook'] },
};

let test: TestService;

beforeAll(async () => {
  test = await TestService.start(rentCampaigns, { now: '2025-12-15T08:00:00Z' });
  await openCampaign(test, {
    referenceYear: 2025,
    opensOn: localDate('2025-08-01'),
    suspensionOn: localDate('2026-01-15'),
    closesOn: localDate('2026-03-31'),
    correctionEndsOn: localDate('2026-06-30'),
  });
});

afterAll(() => test.stop());

const content = (file: string): Buffer => readFileSync(join(CASES, file));
const typeOf = (file: string): string =>
  file.endsWith('.csv') ? 'text/csv' : 'application/x-ndjson';

function send(file: string, query = '', type = typeOf(file)): Promise<ImportState> {
  const path = `campaigns/2025/imports?channel=exchange${query}`;
  return importFile(test, path, content(file), { type });
}

async function declared(): Promise<string[]> {
  const rows = await test.transactions.read<{ row: string }>(
    `select concat_ws(' ', file_number, last_name, rent_cents, coalesce(charges_cents::text, '-'),
                      tenant_status, coalesce(status_on::text, '-')) as row
     from declarations order by file_number`,
  );
  return rows.map(({ row }) => row);
}

async function outcome(state: ImportState & { readonly notes?: readonly { code: string }[] }) {
  const { failure, accepted, rejected, toConfirm, notes = [] } = state;
  const faults = failure as { readonly faults: readonly { readonly code: string }[] } | null;
  const rows = await reportOf(test, state.id);
  const isOfLine = ([, severity]: string[]): boolean =>
    severity === 'refusée' || severity === 'à confirmer';
  return {
    accepted,
    rejected,
    toConfirm,
    failure: faults?.faults.map(({ code }) => code) ?? null,
    notes: notes.map(({ code }) => code),
    lines: rows
      .filter(isOfLine)
      .map(([line, , field, code]) => `${line!} ${field! || '-'} ${code!}`),
    stored: await declared(),
  };
}

async function clear(): Promise<void> {
  await test.asOwner('truncate declarations, declaration_history');
}

describe('a file as it is', () => {
  beforeAll(async () => {
    const tenant = (fileNumber: string, lastName: string): object => ({
      fileNumber,
      lastName,
      landlordSiret: SIRET,
      landlordKind: 'agency',
      dwellingRef: `LOT ${fileNumber}`,
    });
    const tenants = [
      tenant('0012345', 'Lefèvre'),
      tenant('0012346', "D'HEROUVILLE"),
      tenant('0012347', 'OEUVRARD'),
      tenant('0012354', 'Dupré'),
      tenant('0012360', 'AELBRECHT'),
    ];
    await importFile(test, 'campaigns/2025/roster', ndjson(tenants), { method: 'PUT' });
  });

  beforeEach(clear);

  it.each(Object.entries(EXPECTED))('%s', async (file, expected) => {
    const { query, failure = null, ...others } = expected;
    const none = { accepted: 0, toConfirm: 0, lines: [], notes: [], stored: [] };
    const state = await send(file, query);
    expect(await outcome(state)).toMatchObject({ ...none, ...others, failure });
    const { body } = await test.call<string>('GET', `imports/${state.id}/report`, { as: as.batch });
    // No value of the file, and no header that may be one.
    expect(`${JSON.stringify(state)}${body}`).not.toMatch(
      /HEROUVILLE|2551099126111|12345678200010|Prénom|Surface|LOT /,
    );
  });

  it('has its expected answer here', () => {
    const files = [...Object.keys(EXPECTED), 'roster-all-emails-bad.csv'];
    expect(readdirSync(CASES).sort()).toEqual(files.sort());
  });

  it('from an agency is read once its further columns are ignored, and its zeros are back', async () => {
    const refused = await send('shape-agency-export.csv');
    expect(refused.failure).toMatchObject({
      message: 'la colonne n° 3 (C) est inconnue ; la colonne n° 9 (I) est inconnue',
    });
    const second = await outcome(await send('shape-agency-export.csv', '&unknownColumns=ignore'));
    expect(second).toMatchObject({
      failure: null,
      notes: ['header-line', 'ignored-columns'],
      lines: ['4 fileNumber lost-zeros', '5 fileNumber lost-zeros', '6 - total-line'],
    });
    const corrected = content('shape-agency-export.csv')
      .toString()
      .replace(/^(1234[67]);/gm, '00$1;');
    const path = 'campaigns/2025/imports?channel=exchange&unknownColumns=ignore';
    const state = await importFile(test, path, corrected, { type: 'text/csv' });
    expect(await outcome(state)).toMatchObject({
      accepted: 2,
      lines: ['6 - total-line'],
      rejected: 1,
      stored: ["0012346 D'HEROUVILLE 51234 5000 present -", '0012347 Œuvrard 49800 4500 present -'],
    });
  });

  it('of NDJSON may have further members on request', async () => {
    const state = await send('nd-unknown-member.ndjson', '&unknownColumns=ignore');
    expect(await outcome(state)).toMatchObject({
      accepted: 1,
      notes: ['ignored-columns'],
      stored: ONE,
    });
  });

  it.each([
    ['utf-8', ['charset-contradicted']],
    ['iso-8859-1', []],
    ['windows-1252', []],
  ])('is held against the charset %s', async (charset, others) => {
    const state = await send('mixed-utf8-and-cp1252.csv', '', `text/csv; charset=${charset}`);
    expect((await outcome(state)).notes).toEqual(['converted-lines', ...others]);
    const plain = await send('hdr-french-human.csv', '', `text/csv; charset=${charset}`);
    const isLatin = charset !== 'utf-8';
    expect((await outcome(plain)).notes).toEqual(isLatin ? ['charset-contradicted'] : []);
  });

  it('with a word outside a list is told the words of the list', async () => {
    const text = content('status-fin.csv').toString().replace('FIN_DE_GESTION', 'absent');
    const path = 'campaigns/2025/imports?channel=exchange';
    const state = await importFile(test, path, text, { type: 'text/csv' });
    const { body } = await test.call<string>('GET', `imports/${state.id}/report`, { as: as.batch });
    expect(body).toContain(';status;one-of;une valeur parmi : present (présent, ');
    expect(body).not.toContain('absent');
  });

  it('in a charset that is not read is refused at the door', async () => {
    const { status, body } = await test.call('POST', 'campaigns/2025/imports?channel=exchange', {
      as: as.batch,
      body: content('flag-O.csv'),
      headers: { 'content-type': 'text/csv; charset=macintosh' },
    });
    expect([status, body.code]).toEqual([415, 'imports/unsupported-charset']);
  });
});

describe('an amount', () => {
  beforeEach(clear);

  const header = 'fileNumber;lastName;landlordSiret;dwellingRef;referenceYear;rent';
  const line = `0012346;D'HEROUVILLE;${SIRET};LOT 0012346;2025;512,34`;
  const sendText = async (more: string, values: string) => {
    const text = `${header};${more}\n${line};${values}\n`;
    return importFile(test, 'campaigns/2025/imports?channel=exchange', text, { type: 'text/csv' });
  };

  it('is given in euros as well', async () => {
    const state = await sendText(
      'sharedTenancy;status;charges;tenantShare;arrears;impaye_depuis',
      'oui;present;50,5;256,17;"1 000,00 €";01/09/2025',
    );
    expect(state).toMatchObject({ accepted: 1 });
    expect(
      await test.transactions.read(
        'select charges_cents, tenant_share_cents, arrears_cents from declarations',
      ),
    ).toEqual([{ charges_cents: 5_050, tenant_share_cents: 25_617, arrears_cents: 100_000 }]);
  });

  it.each([
    ['charges;chargesCents', '50;5000', 'chargesCents amount-given-twice'],
    ['charges;chargesCents', '50;50', 'chargesCents amount-given-twice'],
    ['chargesCents', '50,00', 'chargesCents cents-expected'],
    ['chargesCents', '50 €', 'chargesCents cents-expected'],
  ])('is read in the unit of its header: %s, %s', async (more, values, fault) => {
    const state = await sendText(`sharedTenancy;status;${more}`, `non;present;${values}`);
    expect((await outcome(state)).lines).toEqual([`2 ${fault}`]);
  });
});

describe('a roster', () => {
  it('in which only the e-mail addresses are bad is kept', async () => {
    const state = await importFile(
      test,
      'campaigns/2025/roster',
      content('roster-all-emails-bad.csv'),
      { method: 'PUT', type: 'text/csv' },
    );
    expect(state).toMatchObject({ status: 'completed', accepted: 0, toConfirm: 3, rejected: 0 });
    const rows = await reportOf(test, state.id);
    expect(rows.map(([line, , field, code]) => [line, field, code].join(' '))).toEqual([
      '2 landlordEmail email',
      '3 landlordEmail email',
      '4 landlordEmail email',
    ]);
  });

  it('takes euros and French words', async () => {
    const text =
      'N° allocataire;Nom;SIRET;Type bailleur;Lot;Loyer précédent;Charges précédentes;Plafond;Aide;Aide versée à\n' +
      `0012346;D'HEROUVILLE;${SIRET};Agence immobilière;LOT 1;500,00 €;50;450;"250,5";Bailleur\n`;
    const state = await importFile(test, 'campaigns/2025/roster', text, {
      method: 'PUT',
      type: 'text/csv',
    });
    expect(state).toMatchObject({ status: 'completed', accepted: 1 });
    expect(
      await test.transactions.read(
        `select landlord_kind, previous_rent_cents, previous_charges_cents, ceiling_cents, aid_cents, aid_paid_to
         from roster_entries where dwelling_ref = 'LOT 1'`,
      ),
    ).toEqual([
      {
        landlord_kind: 'agency',
        previous_rent_cents: 50_000,
        previous_charges_cents: 5_000,
        ceiling_cents: 45_000,
        aid_cents: 25_050,
        aid_paid_to: 'landlord',
      },
    ]);
  });
});

describe('the columns of a kind of file', () => {
  it('are told with aliases, types, units and examples', async () => {
    const { status, body } = await test.call<{ columns: readonly { name: string }[] }>(
      'GET',
      'imports/columns?kind=declarations',
      { as: as.landlord },
    );
    expect(status).toBe(200);
    expect(body).toMatchObject({ kind: 'declarations', formats: ['csv', 'ndjson'] });
    const column = (name: string) => body.columns.find((one) => one.name === name);
    expect(column('fileNumber')).toEqual({
      name: 'fileNumber',
      aliases: expect.arrayContaining(['numero_allocataire']),
      required: true,
      type: 'text',
      unit: null,
      expects: 'un numéro d’allocataire de 7 chiffres',
      example: '0000001',
      description: null,
    });
    expect(column('charges')).toMatchObject({ type: 'amount', unit: 'euros', example: '512,34' });
    expect(column('chargesCents')).toMatchObject({ unit: 'cents', example: '51234' });
    expect(column('statusOn')).toMatchObject({ type: 'day', example: '31/12/2025' });
  });

  it('are unknown for another kind', async () => {
    const { status, body } = await test.call('GET', 'imports/columns?kind=nothing', {
      as: as.manager,
    });
    expect([status, body.code]).toEqual([404, 'imports/unknown-kind']);
    expect((await test.call('GET', 'imports/columns', { as: as.manager })).status).toBe(400);
  });
});
