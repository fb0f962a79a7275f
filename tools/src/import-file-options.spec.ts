import { readOptions, UsageError } from './import-file-options.js';

const TO = 'http://localhost:3000/rent-campaigns/v1/campaigns/2023/imports?channel=exchange';
const options = (...args: string[]) =>
  readOptions(args, { PASSERELLE_CLIENT_SECRET: 'from-env' }, () => 'from-file\n');

describe('the command line', () => {
  it('needs a file and an address, and has defaults for the rest', () => {
    expect(options('lines.csv', '--to', TO)).toMatchObject({
      file: 'lines.csv',
      method: 'POST',
      mediaType: 'text/csv',
      client: 'batch',
      secret: 'from-env',
      report: 'lines.csv.report.csv',
      attempts: 5,
      again: false,
    });
    expect(options('lines.csv', '--to', TO).tokenUrl.toString()).toBe(
      'http://localhost:3000/identity/oauth/token',
    );
  });

  it.each([
    ['roster.ndjson.gz', 'application/x-ndjson'],
    ['LINES.CSV.GZ', 'text/csv'],
    ['lines.jsonl', 'application/x-ndjson'],
  ])('%s is %s', (file, mediaType) => {
    expect(options(file, '--to', TO).mediaType).toBe(mediaType);
  });

  it('sends a roster, tries out, and takes the secret from a file', () => {
    const given = options(
      'x.dat',
      '--to',
      TO,
      '--put',
      '--dry-run',
      '--type',
      'text/csv',
      '--secret-file',
      's',
    );
    expect(given).toMatchObject({ method: 'PUT', secret: 'from-file' });
    expect(given.target.search).toBe('?channel=exchange&dryRun=true');
  });

  it.each([
    [[]],
    [['a.csv']],
    [['a.csv', 'b.csv', '--to', TO]],
    [['a.csv', '--to', 'nowhere']],
    [['a.txt', '--to', TO]],
    [['a.csv', '--to', TO, '--surprise']],
    [['a.csv', '--to', TO, '--attempts', 'many']],
  ])('refuses %p', (args) => {
    expect(() => options(...args)).toThrow(UsageError);
  });

  it('goes nowhere without a secret', () => {
    expect(() => readOptions(['a.csv', '--to', TO], {}, () => '')).toThrow('no secret');
  });
});
