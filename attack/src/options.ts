import { parseArgs } from 'node:util';

export interface Options {
  /** One origin for all services, or one for each. */
  readonly url: string | undefined;
  readonly services: ReadonlyMap<string, string>;
  readonly start: boolean;
  readonly form: 'short' | 'long';
  readonly accounts: string | undefined;
  /** Attacks whose id begins with this alone. */
  readonly only: string | undefined;
  readonly mostRequests: number;
  readonly seconds: number;
}

/** The command cannot do what it is asked for; the message says why. */
export class UsageError extends Error {}

const USAGE = `npm run attack -- --url http://localhost:3000
npm run attack -- --services identity=http://127.0.0.1:3001,mediation=http://127.0.0.1:3002
npm run attack -- --start          starts a demo instance of its own on a free port, and ends it

  --short                    the form of npm test: fewer requests of each kind
  --only FAMILY[/NAME]       these attacks alone
  --accounts FILE            who may sign in, for an instance without demo accounts (README)
  --requests N, --seconds N  the limits of a run
  --target-is-mine HOST      allows a host that is not this machine; HOST repeats its name

The attack writes: cases, imports that are dry runs, failed sign-ins. It never belongs on an installation
with data of real people.`;

const LIMITS = {
  short: { requests: 15_000, seconds: 300 },
  long: { requests: 150_000, seconds: 1_800 },
} as const;

/** @throws UsageError */
export function readOptions(args: readonly string[]): Options {
  const { values } = parseArgs({
    args: [...args],
    options: {
      url: { type: 'string' },
      services: { type: 'string' },
      start: { type: 'boolean', default: false },
      short: { type: 'boolean', default: false },
      accounts: { type: 'string' },
      only: { type: 'string' },
      requests: { type: 'string' },
      seconds: { type: 'string' },
      'target-is-mine': { type: 'string', multiple: true, default: [] },
    },
  });
  const form = values.short ? 'short' : 'long';
  const services = new Map(
    (values.services ?? '')
      .split(',')
      .filter((pair) => pair !== '')
      .map((pair): [string, string] => {
        const [name = '', origin = ''] = pair.split(/=(.*)/, 2);
        return [name, origin];
      }),
  );
  const given = [values.url !== undefined, services.size > 0, values.start].filter(Boolean);
  if (given.length !== 1) throw new UsageError(USAGE);
  for (const origin of [...services.values(), ...(values.url === undefined ? [] : [values.url])]) {
    refuseForeign(origin, values['target-is-mine']);
  }
  return {
    url: values.url,
    services,
    start: values.start,
    form,
    accounts: values.accounts,
    only: values.only,
    mostRequests: Number(values.requests ?? LIMITS[form].requests),
    seconds: Number(values.seconds ?? LIMITS[form].seconds),
  };
}

/** This machine alone, unless somebody says by name that another host is theirs. */
function refuseForeign(origin: string, own: readonly string[]): void {
  if (!URL.canParse(origin))
    throw new UsageError(`"${origin}" is not an address like http://localhost:3000`);
  const { hostname } = new URL(origin);
  const isHere =
    hostname === 'localhost' || hostname === '[::1]' || /^127(?:\.\d+){3}$/.test(hostname);
  if (!isHere && !own.includes(hostname)) {
    throw new UsageError(
      `${hostname} is not this machine. If you may attack it, repeat its name: --target-is-mine ${hostname}`,
    );
  }
}

/** `localhost` may stand for two addresses; the attack always means one. */
export function plainOrigin(origin: string): string {
  const url = new URL(origin);
  if (url.hostname === 'localhost') url.hostname = '127.0.0.1';
  return url.origin;
}
