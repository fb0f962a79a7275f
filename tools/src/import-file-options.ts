import { parseArgs } from 'node:util';

/** What the command line asks for. */
export interface ImportOptions {
  readonly file: string;
  /** The route that takes the file. */
  readonly target: URL;
  readonly tokenUrl: URL;
  readonly method: 'POST' | 'PUT';
  readonly mediaType: string;
  readonly client: string;
  readonly secret: string;
  /** Where the report goes. */
  readonly report: string;
  /** A new import, although the same file was sent before. */
  readonly again: boolean;
  readonly quiet: boolean;
  /** Attempts at what may pass: a server that starts, a network that was away. */
  readonly attempts: number;
  readonly pauseMs: number;
}

export class UsageError extends Error {}

export const USAGE = `Sends a file of lines, waits for its end, prints the summary and saves the report.

  node tools/dist/import-file.js <file> --to <address> [options]

  <file>               .csv, .ndjson or .jsonl, plain or .gz
  --to <address>       the route of any service that takes files, see below
  --put                PUT instead of POST: a roster
  --dry-run            checks the file and keeps nothing
  --client <id>        client of the Caf's identity service (batch)
  --secret-file <path> file with its secret; else the variable PASSERELLE_CLIENT_SECRET
  --token-url <url>    where tokens come from (/identity/oauth/token of the same origin)
  --report <path>      where the report goes (<file>.report.csv)
  --type <media type>  when the name does not say it
  --attempts <n>       tries while the service is away (5)
  --again              a new import of a file that was sent before: else the earlier one is told again
  --quiet              no progress, only the summary

Routes that take files answer 202 and say where the import is:
  /rent-campaigns/v1/campaigns/<year>/imports?channel=online|exchange|paper   rent lines
  /rent-campaigns/v1/campaigns/<year>/roster (--put)                          expected tenants
  /indicators/v1/work-items/imports                                           items processed or waiting
  /mediation/v1/imports                                                       past cases
e.g. --to 'http://localhost:3000/indicators/v1/work-items/imports'. The client needs the scope of the service:
rent-campaigns:import, indicators:import, mediation:import.

Exit codes: 0 every line was taken over; 1 the file was refused or failed; 2 wrong usage;
3 taken over, but lines were refused or wait for confirmation: see the report;
75 the service was away: try again later, nothing happens twice.
`;

const MEDIA_TYPES: readonly (readonly [RegExp, string])[] = [
  [/\.csv$/i, 'text/csv'],
  [/\.(ndjson|jsonl)$/i, 'application/x-ndjson'],
];

/** @throws UsageError */
export function readOptions(
  args: readonly string[],
  env: Readonly<Record<string, string | undefined>>,
  readSecret: (path: string) => string,
): ImportOptions {
  const { values, positionals } = parsed(args);
  const [file] = positionals;
  if (file === undefined || positionals.length > 1) throw new UsageError('name one file');
  if (values.to === undefined) throw new UsageError('--to is missing');
  const target = address(values.to);
  if (values['dry-run']) target.searchParams.set('dryRun', 'true');
  const secretFile = values['secret-file'];
  const secret =
    secretFile === undefined ? env.PASSERELLE_CLIENT_SECRET : readSecret(secretFile).trim();
  if (secret === undefined || secret === '') {
    throw new UsageError('no secret: give --secret-file or PASSERELLE_CLIENT_SECRET');
  }
  const attempts = Number(values.attempts);
  if (!Number.isInteger(attempts) || attempts < 1) throw new UsageError('--attempts is a number');
  return {
    file,
    target,
    tokenUrl: address(values['token-url'] ?? new URL('/identity/oauth/token', target).toString()),
    method: values.put ? 'PUT' : 'POST',
    mediaType: values.type ?? mediaTypeOf(file),
    client: values.client,
    secret,
    report: values.report ?? `${file}.report.csv`,
    again: values.again,
    quiet: values.quiet,
    attempts,
    pauseMs: 1_000,
  };
}

function parsed(args: readonly string[]) {
  try {
    return parseArgs({
      args: [...args],
      allowPositionals: true,
      options: {
        to: { type: 'string' },
        put: { type: 'boolean', default: false },
        'dry-run': { type: 'boolean', default: false },
        client: { type: 'string', default: 'batch' },
        'secret-file': { type: 'string' },
        'token-url': { type: 'string' },
        report: { type: 'string' },
        type: { type: 'string' },
        attempts: { type: 'string', default: '5' },
        again: { type: 'boolean', default: false },
        quiet: { type: 'boolean', default: false },
      },
    });
  } catch (error) {
    throw new UsageError((error as Error).message);
  }
}

function address(text: string): URL {
  if (!URL.canParse(text)) throw new UsageError(`not an address: ${text}`);
  return new URL(text);
}

function mediaTypeOf(file: string): string {
  const name = file.replace(/\.gz$/i, '');
  const found = MEDIA_TYPES.find(([form]) => form.test(name));
  if (found === undefined) throw new UsageError('the name does not say what it holds: give --type');
  return found[1];
}
