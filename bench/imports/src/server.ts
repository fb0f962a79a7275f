import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

import { ImportEngine, importMigrations } from '@passerelle/imports';
import { Logger, Metrics } from '@passerelle/observability';
import { createDataSource, Installation, migrate, Transactions } from '@passerelle/persistence';

import { Declarations, Declarations1790000000009 } from './declarations.js';

/**
 * A process with the engine and an HTTP door, as a replica of a service has it: `POST /` imports the body
 * and answers the import at its end, `GET /memory` the highest resident size so far.
 */
const [url = '', order = 'key'] = process.argv.slice(2);
const service = 'import-bench';
const installation = new Installation({ url });
const tables = {
  url: installation.urlOf(service),
  service,
  poolSize: 6,
  entities: [],
  migrations: [...importMigrations, Declarations1790000000009],
};
await migrate(installation, tables);
const source = await createDataSource(tables).initialize();
const logger = new Logger(service, 'error');
const engine = new ImportEngine(new Transactions(source), logger, new Metrics(service, false));
engine.define(new Declarations(order === 'file' || order === 'any' ? order : undefined));

let peak = 0;
setInterval(() => {
  peak = Math.max(peak, process.memoryUsage.rss());
}, 50).unref();

const server = createServer((request, response) => {
  if (request.method === 'GET') {
    response.end(String(peak));
    return;
  }
  void (async () => {
    const started = performance.now();
    const { id } = await engine.receive({
      kind: 'declarations',
      body: {
        mediaType: request.headers['content-type'] ?? '',
        charset: null,
        encoding: request.headers['content-encoding'] ?? 'identity',
        idempotencyKey: null,
        stream: request,
        markReplayed: () => undefined,
      },
      context: {},
      sender: null,
    });
    const received = performance.now();
    await engine.work(id);
    const view = engine.view(await engine.byId(id));
    const seconds = {
      receiving: (received - started) / 1_000,
      working: (performance.now() - received) / 1_000,
    };
    response.end(JSON.stringify({ ...view, seconds }));
  })();
});
server.requestTimeout = 0;
server.listen(0, '127.0.0.1', () => {
  process.send?.((server.address() as AddressInfo).port);
});
