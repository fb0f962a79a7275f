import { createTransport } from '@passerelle/messaging';
import { Logger } from '@passerelle/observability';

import { createService, migrateService } from './create-service.js';
import type { ServiceDefinition } from './definition.js';
import { type PlatformSettings, platformSettings } from './platform-settings.js';
import { stopOnSignals } from './process.js';
import { listen } from './server.js';
import {
  type Environment,
  isProduction,
  problemsOf,
  readSettings,
  SettingsError,
  type SettingsSchema,
} from './settings.js';

/**
 * Runs one service as a process of its own; its `main.ts` calls this. With the argument `migrate` it
 * brings the schema up to date and ends: in production that is a step of its own, elsewhere
 * a start does it.
 */
export async function runService(
  definition: ServiceDefinition,
  env: Environment,
  args: readonly string[],
): Promise<void> {
  const logger = new Logger(definition.name, 'info');
  try {
    const migrating = args.includes('migrate');
    const platform = readPlatform(migrating ? {} : definition.settings, env);
    if (migrating) {
      const ran = await migrateService(definition, platform);
      logger.info('schema up to date', { migrations: ran.length });
      return;
    }
    const transport = await createTransport(
      { ...platform, prefix: platform.queuePrefix, services: 1 },
      logger,
    );
    const service = await createService(definition, {
      platform,
      env,
      transport,
      withProcessMetrics: true,
      migrate: !isProduction(env),
    });
    const server = await listen([service], platform);
    logger.info('listening', { port: server.port, docs: `/${definition.name}/docs` });
    stopOnSignals(logger, async () => {
      await server.close();
      await service.stop();
      await transport.close();
    });
  } catch (error) {
    logger.error('the service did not start', error);
    process.exitCode = 1;
  }
}

/** What the service shares with the others, once its own settings are known to be right as well. */
function readPlatform(own: SettingsSchema, env: Environment): PlatformSettings {
  const problems = [...problemsOf(platformSettings, env), ...problemsOf(own, env)];
  const hasDatabase = (env.DATABASE_URL ?? env.DATABASE_URL_FILE ?? '') !== '';
  if (!hasDatabase && !isProduction(env)) problems.push('DATABASE_URL must be set');
  if (problems.length > 0) throw new SettingsError(problems);
  const platform = readSettings(platformSettings, env);
  if (platform.databaseUrl === '') throw new SettingsError(['DATABASE_URL must be set']);
  refuseInProduction(platform, env);
  return platform;
}

/**
 * Demo accounts have a published password: they must never exist where real people are. Nor may an operation go
 * without the second factor that it asks for.
 *
 * @throws SettingsError
 */
export function refuseInProduction(
  { demo, secondFactor }: Pick<PlatformSettings, 'demo' | 'secondFactor'>,
  env: Environment,
): void {
  if (!isProduction(env)) return;
  const problems = [
    ...(demo ? ['PASSERELLE_DEMO is refused in production'] : []),
    ...(secondFactor === 'off' ? ['PASSERELLE_SECOND_FACTOR=off is refused in production'] : []),
  ];
  if (problems.length > 0) throw new SettingsError(problems);
}
