import { StartError } from '@passerelle/kernel';
import { createTransport } from '@passerelle/messaging';
import { Logger } from '@passerelle/observability';

import { createService } from './create-service.js';
import type { ServiceDefinition } from './definition.js';
import { freePort } from './port.js';
import { endSoon, stopOnSignals } from './process.js';
import { readProcessSettings } from './process-settings.js';
import { listen } from './server.js';
import { type Environment, isProduction } from './settings.js';

type Undo = () => Promise<unknown>;

/**
 * Runs one service as a process of its own; its `main.ts` calls this. With the argument `migrate` it brings roles and
 * schema up to date and ends: in production that is a step of its own, elsewhere a start does it.
 *
 * A start that fails takes back what it has opened and ends the process: half a service that still consumed events would
 * hide that nobody can call it.
 */
export async function runService(
  definition: ServiceDefinition,
  env: Environment,
  args: readonly string[],
): Promise<void> {
  const logger = new Logger(definition.name, 'info');
  const opened: Undo[] = [];
  const stop = async (): Promise<void> => {
    for (let last = opened.pop(); last !== undefined; last = opened.pop()) await last();
  };
  try {
    if (args.includes('migrate')) await migrate(definition, env, logger);
    else await start(definition, env, logger, opened);
  } catch (error) {
    endSoon(1);
    // What whoever starts it can put right needs no stack.
    if (error instanceof StartError) logger.error(`the service did not start: ${error.message}`);
    else logger.error('the service did not start', error);
    // Why the start failed says more than what fails on the way back.
    await stop().catch(() => undefined);
    return;
  }
  if (opened.length > 0) stopOnSignals(logger, stop);
}

async function migrate(definition: ServiceDefinition, env: Environment, logger: Logger) {
  const { database } = readProcessSettings([definition], env, { migrating: true });
  const ran = await database.migrate(definition);
  await database.migrateQueue();
  logger.info('schema up to date', { migrations: ran.length });
}

async function start(
  definition: ServiceDefinition,
  env: Environment,
  logger: Logger,
  opened: Undo[],
): Promise<void> {
  const { platform, database } = readProcessSettings([definition], env);
  if (platform.port !== 0) await freePort(platform.port, platform.host);
  const migrates = !isProduction(env) && database.mayMigrate;
  if (migrates) await database.migrateQueue();
  const transport = await createTransport(
    { ...platform, databaseUrl: database.queueUrl, prefix: platform.queuePrefix, services: 1 },
    logger,
  );
  opened.push(() => transport.close());
  const service = await createService(definition, {
    platform,
    env,
    transport,
    withProcessMetrics: true,
    migrate: migrates,
  });
  opened.push(() => service.stop());
  const server = await listen([service], platform);
  opened.push(() => server.close());
  logger.info('listening', { port: server.port, docs: `/${definition.name}/docs` });
}
