// A worker to be killed: a process of its own that takes one import to its end, from the built library.
import { fileURLToPath } from 'node:url';

import { transformFileSync } from '@swc/core';

import { ImportEngine, importMigrations } from '@passerelle/imports';
import { Logger, Metrics } from '@passerelle/observability';
import { createDataSource, Transactions } from '@passerelle/persistence';

const [url, service, importId, storage = 'null'] = process.argv.slice(2);
const { code } = transformFileSync(fileURLToPath(new URL('rent-lines.ts', import.meta.url)), {
  jsc: { parser: { syntax: 'typescript' }, target: 'es2022' },
  module: { type: 'es6' },
});
const { RentLines } = await import(`data:text/javascript,${encodeURIComponent(code)}`);
const source = createDataSource({
  url,
  service,
  poolSize: 6,
  entities: [],
  migrations: [...importMigrations],
});
await source.initialize();
const engine = new ImportEngine(
  new Transactions(source),
  new Logger(service, 'error'),
  new Metrics(service, false),
  undefined,
  JSON.parse(storage),
);
engine.define(new RentLines());
process.send('ready');
await engine.work(importId);
await source.destroy();
process.disconnect();
