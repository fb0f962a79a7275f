import { persistentDataDirectory, startEmbeddedPostgres } from '@passerelle/embedded-postgres';
import { createTransport } from '@passerelle/messaging';
import { Logger } from '@passerelle/observability';
import {
  createService,
  DatabaseAccess,
  type Environment,
  isProduction,
  listen,
  type PlatformSettings,
  publicUrlOf,
  readProcessSettings,
  type RunningService,
} from '@passerelle/service-kit';

import { type HostSettings, hostSettings } from './host-settings.js';
import { landingPage } from './landing-page.js';
import { DEFINITIONS } from './services.js';

export interface HostOptions {
  /** The settings of the platform and of every service; `PORT=0` takes any free port. */
  readonly env: Environment;
  /** The checkout whose embedded database serves when `DATABASE_URL` is not set. */
  readonly checkout: string;
  /** Where log lines go instead of standard output. */
  readonly log?: (line: string) => void;
  /** Aborted, it ends the start after the step under way, and what was started is stopped. */
  readonly signal?: AbortSignal;
}

/** Every service at work behind one port. */
export interface Host {
  readonly port: number;
  /** As people write it: `http://localhost:3000`. */
  readonly origin: string;
  readonly demo: boolean;
  /** Opens the metrics, which tell the load of the demo data when events have had their effect. */
  readonly operatorToken: string | null;
  readonly services: readonly RunningService[];
  /** Server, services, queue, database: each finishes before what it needs goes away. */
  stop(): Promise<void>;
}

type Undo = () => Promise<void>;

/**
 * Starts the database (unless one is named), the queue, every service and the HTTP server.
 *
 * @throws SettingsError, PortUnavailableError: then nothing was touched
 */
export async function startHost(options: HostOptions): Promise<Host> {
  const undo: Undo[] = [];
  const stop = async (): Promise<void> => {
    const failures: unknown[] = [];
    for (let last = undo.pop(); last !== undefined; last = undo.pop()) {
      await last().catch((error: unknown) => failures.push(error));
    }
    if (failures.length > 0) throw failures[0];
  };
  try {
    return { ...(await start(options, undo)), stop };
  } catch (error) {
    // The reason why it did not start says more than what failed on the way back.
    await stop().catch(() => undefined);
    throw error;
  }
}

/**
 * Brings every schema up to date: in production a step of its own, before the start.
 *
 * @throws SettingsError
 */
export async function migrateAll(env: Environment): Promise<void> {
  const { database } = readProcessSettings(DEFINITIONS, env, { migrating: true });
  for (const definition of DEFINITIONS) await database.migrate(definition);
  await database.migrateQueue();
}

async function start(options: HostOptions, undo: Undo[]): Promise<Omit<Host, 'stop'>> {
  const { signal } = options;
  const settings = await hostSettings(options.env, DEFINITIONS);
  const { logLevel } = settings.platform;

  const platform = await withDatabase(settings, options, undo);
  const database = new DatabaseAccess(platform, settings.env);
  const migrates = !isProduction(settings.env) && database.mayMigrate;
  if (migrates) await database.migrateQueue();
  signal?.throwIfAborted();

  const news = untilStopped(options.log);
  const transport = await createTransport(
    {
      ...platform,
      databaseUrl: database.queueUrl,
      prefix: platform.queuePrefix,
      services: DEFINITIONS.length,
    },
    new Logger('host', logLevel, news.write),
  );
  undo.push(async () => {
    news.end();
    await transport.close();
  });

  // One after the other: side by side they take as long, most of it on the one thread they share.
  const services: RunningService[] = [];
  undo.push(() => stopAll(services));
  for (const definition of DEFINITIONS) {
    const service = await createService(definition, {
      platform,
      env: settings.env,
      transport,
      logger: new Logger(definition.name, logLevel, options.log),
      withProcessMetrics: services.length === 0,
      migrate: migrates,
    });
    services.push(service);
    signal?.throwIfAborted();
  }

  const origin = `http://localhost:${platform.port}`;
  const server = await listen(services, {
    port: platform.port,
    host: platform.host,
    home: landingPage(DEFINITIONS, {
      publicUrl: publicUrlOf(platform),
      demo: platform.demo,
    }),
  });
  undo.push(() => server.close());
  const { demo, operatorToken } = platform;
  return { port: server.port, origin, demo, operatorToken, services };
}

/**
 * Starts the embedded database where the settings lead to no other. The password of its superuser is random and kept in
 * its folder; those of the logins follow from it.
 */
async function withDatabase(
  { platform, env }: HostSettings,
  options: HostOptions,
  undo: Undo[],
): Promise<PlatformSettings> {
  const named = new DatabaseAccess(platform, env);
  if (named.problemsOf(DEFINITIONS.map(({ name }) => name)).length === 0) return platform;
  const database = await startEmbeddedPostgres({
    dataDirectory: persistentDataDirectory(options.checkout),
    persistent: true,
  });
  undo.push(() => database.stop());
  return { ...platform, databaseUrl: database.url };
}

async function stopAll(services: readonly RunningService[]): Promise<void> {
  const stops = await Promise.allSettled(services.map((service) => service.stop()));
  const failed = stops.find((stop) => stop.status === 'rejected');
  if (failed !== undefined) throw failed.reason;
}

/** When the host itself takes the database away, the complaints of the queue's last connections are no news. */
function untilStopped(log: HostOptions['log']): { write: (line: string) => void; end: () => void } {
  let ended = false;
  return {
    write: (line) => {
      if (!ended) (log ?? ((text) => process.stdout.write(text)))(line);
    },
    end: () => {
      ended = true;
    },
  };
}
