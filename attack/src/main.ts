import { readFile } from 'node:fs/promises';

import { demoAccounts, type KnownAccounts, signInAll } from './accounts.js';
import { ATTACKS } from './attacks.js';
import { Exchange } from './exchange.js';
import { type Options, plainOrigin, readOptions, UsageError } from './options.js';
import { type OwnHost, startOwnHost } from './own-host.js';
import { linesOf, run } from './run.js';
import { Target } from './target.js';

let own: OwnHost | undefined;
try {
  process.exitCode = await attack(readOptions(process.argv.slice(2)));
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = error instanceof UsageError ? 2 : 1;
} finally {
  await own?.stop();
}

async function attack(options: Options): Promise<number> {
  if (options.start) own = await startOwnHost(console.log);
  const exchange = new Exchange(options.mostRequests, Date.now() + options.seconds * 1_000);
  try {
    const target = await Target.at(await originsOf(options, exchange), exchange);
    const known =
      options.accounts === undefined
        ? await demoAccounts(target)
        : await accountsIn(options.accounts);
    const callers = await signInAll(target, known);
    const scene = {
      target,
      callers,
      victim: callers.find(({ name }) => name === known.victim),
      person: known.person,
      form: options.form,
    };
    const chosen = ATTACKS.filter(({ id }) => id.startsWith(options.only ?? ''));
    const results = await run(chosen, scene, (result) => {
      for (const line of linesOf(result)) console.log(line);
    });
    const count = (state: string): number =>
      results.filter((result) => result.state === state).length;
    console.log(
      `\n${String(results.length)} attacks with ${exchange.requests.toLocaleString('en')} requests: ${String(count('held'))} held, ${String(count('broken'))} broken, ${String(count('left out'))} left out`,
    );
    return count('broken') > 0 ? 1 : 0;
  } finally {
    exchange.close();
  }
}

async function originsOf(options: Options, exchange: Exchange): Promise<Map<string, string>> {
  if (options.services.size > 0) {
    return new Map([...options.services].map(([name, origin]) => [name, plainOrigin(origin)]));
  }
  const origin = plainOrigin(own?.origin ?? options.url ?? '');
  // The first page of an installation leads to the document of each service.
  const { text } = await exchange.send(origin, { method: 'GET', path: '/' });
  const names = [...text.matchAll(/href="\/([a-z-]+)\/docs-json"/g)].map(([, name = '']) => name);
  if (names.length === 0)
    throw new UsageError(`${origin} names no services: name them with --services`);
  return new Map(names.map((name) => [name, origin]));
}

async function accountsIn(file: string): Promise<KnownAccounts> {
  return JSON.parse(await readFile(file, 'utf8')) as KnownAccounts;
}
