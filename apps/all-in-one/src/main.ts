import 'reflect-metadata';

import path from 'node:path';

import { StartError } from '@passerelle/kernel';
import { Logger } from '@passerelle/observability';
import { endSoon, PortUnavailableError, stopOnSignals } from '@passerelle/service-kit';

import { portAdvice } from './address.js';
import { DemoNotLoadedError, showDemo } from './demo/demo.js';
import { addressLines } from './demo/summary.js';
import { type Host, migrateAll, startHost } from './host.js';

const say = (line: string): void => console.log(line);

if (process.argv.includes('migrate')) {
  await migrateAll(process.env).catch(fail);
} else {
  await run();
}

async function run(): Promise<void> {
  const stopping = new AbortController();
  const { signal } = stopping;
  const starting = startHost({
    env: process.env,
    checkout: path.join(import.meta.dirname, '../../..'),
    signal,
  });
  const presented = starting.then((host) => present(host, signal));
  const stop = async (): Promise<void> => {
    stopping.abort();
    // The calls of a load that is under way end first, or the server would wait for their connections.
    await presented.catch(() => undefined);
    const host = await starting.catch(() => undefined);
    await host?.stop();
  };
  stopOnSignals(new Logger('host', 'warn'), stop);
  try {
    await presented;
  } catch (error) {
    // Being stopped is no failure: the exit code is then that of the stop.
    if (signal.aborted) return;
    endSoon(1);
    complain(error);
    await stop().catch(() => undefined);
    process.exit(1);
  }
}

async function present(host: Host, signal: AbortSignal): Promise<void> {
  const lines = host.demo ? await showDemo(host, say, signal) : [];
  const services = host.services.map(({ name }) => name);
  for (const line of ['', ...lines, '', ...addressLines(host, services)]) say(line);
}

function fail(error: unknown): never {
  complain(error);
  process.exit(1);
}

/** What whoever starts the host can put right needs no stack. */
function complain(error: unknown): void {
  const isExpected = error instanceof StartError || error instanceof DemoNotLoadedError;
  if (error instanceof PortUnavailableError) console.error(portAdvice(error));
  else if (isExpected) console.error(error.message);
  else console.error(error);
}
