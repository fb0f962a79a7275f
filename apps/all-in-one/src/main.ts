import 'reflect-metadata';

import path from 'node:path';

import { Logger } from '@passerelle/observability';
import { SettingsError, stopOnSignals } from '@passerelle/service-kit';

import { PortUnavailableError } from './address.js';
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
    await stop();
    fail(error);
  }
}

async function present(host: Host, signal: AbortSignal): Promise<void> {
  const lines = host.demo ? await showDemo(host, say, signal) : [];
  const services = host.services.map(({ name }) => name);
  for (const line of ['', ...lines, '', ...addressLines(host, services)]) say(line);
}

function fail(error: unknown): never {
  const expected = [PortUnavailableError, SettingsError, DemoNotLoadedError].some(
    (kind) => error instanceof kind,
  );
  console.error(expected ? (error as Error).message : error);
  process.exit(1);
}
