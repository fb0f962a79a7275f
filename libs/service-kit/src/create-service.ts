import type { IncomingMessage, ServerResponse } from 'node:http';

import { type INestApplication } from '@nestjs/common';
import { ModulesContainer, NestFactory } from '@nestjs/core';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { type OpenAPIObject, SwaggerModule } from '@nestjs/swagger';
import helmet from '@fastify/helmet';

import { KeySet, StepUpPolicy, TokenVerifier } from '@passerelle/auth';
import {
  armEdge,
  collectRoutes,
  createEdge,
  DirectReads,
  ProblemFilter,
  RateLimits,
} from '@passerelle/http';
import {
  type Clock,
  NATIONAL_HOLIDAYS,
  StartError,
  SystemClock,
  WorkingCalendar,
} from '@passerelle/kernel';
import { Messaging, Outbox, type RelayTimings, type Transport } from '@passerelle/messaging';
import { Logger, Metrics, Readiness } from '@passerelle/observability';
import {
  createDataSource,
  type DatabaseOptions,
  type DataSource,
  hasPendingMigrations,
  Transactions,
} from '@passerelle/persistence';

import { DatabaseAccess } from './database-access.js';
import { databaseOptionsOf, type ServiceDefinition } from './definition.js';
import { describe } from './openapi.js';
import { strictTransport } from './strict-transport.js';
import { OperatorAccess } from './operator-access.js';
import { PlatformModule } from './platform.module.js';
import {
  jwksUrlOf,
  type PlatformSettings,
  publicPathOf,
  publicUrlOf,
} from './platform-settings.js';
import { rateLimitsOf } from './rate-limit-settings.js';
import { type Route, routesOf } from './routes.js';
import { type Environment, isProduction, readSettings } from './settings.js';

export interface ServiceContext {
  readonly platform: PlatformSettings;
  /** The environment the service's own settings are read from. */
  readonly env: Environment;
  readonly transport: Transport;
  readonly clock?: Clock;
  readonly logger?: Logger;
  /** One service a process reports the process's own figures. */
  readonly withProcessMetrics?: boolean;
  readonly relayTimings?: RelayTimings;
  /** False refuses to start on an outdated schema instead of migrating it, as does a process that may not migrate. */
  readonly migrate: boolean;
}

/** A service at work. */
export interface RunningService {
  readonly name: string;
  readonly definition: ServiceDefinition;
  readonly app: INestApplication;
  readonly routes: readonly Route[];
  /** Answers one request: the service listens on nothing itself. */
  handle(request: IncomingMessage, response: ServerResponse): void;
  document(): OpenAPIObject;
  /** Finishes what is under way, then lets go of everything. */
  stop(): Promise<void>;
}

/** The connections of a service, with its own login. */
export function createServiceDataSource(
  definition: ServiceDefinition,
  options: Pick<DatabaseOptions, 'url' | 'poolSize'>,
): DataSource {
  return createDataSource(databaseOptionsOf(definition, options));
}

/** Starts a service: schema, wiring, routes, then its relay and workers. */
export async function createService(
  definition: ServiceDefinition,
  context: ServiceContext,
): Promise<RunningService> {
  const { platform, transport } = context;
  const logger = context.logger ?? new Logger(definition.name, platform.logLevel);
  const database = new DatabaseAccess(platform, context.env);
  const url = database.urlOf(definition.name);
  const dataSource = createServiceDataSource(definition, { ...platform, url });
  // What has been started, to be stopped in the opposite order: by `stop`, or when a later step fails.
  const started: (() => Promise<unknown>)[] = [
    async () => dataSource.isInitialized && dataSource.destroy(),
  ];
  const stopAll = async (): Promise<void> => {
    for (const stopOne of started.splice(0).reverse()) await stopOne();
  };
  try {
    if (context.migrate && database.mayMigrate) await database.migrate(definition);
    await openSchema(definition, dataSource);
    const built = await build(definition, context, dataSource, logger);
    const { app, fastify, routes, parts, methodsOf } = built;
    started.push(() => app.close());
    const Filter = definition.problemFilter ?? ProblemFilter;
    app.useGlobalFilters(new Filter(logger, methodsOf, publicPathOf(platform)));
    await app.init();
    await fastify.ready();
    const messaging = new Messaging({
      service: definition.name,
      transactions: parts.transactions,
      outbox: parts.outbox,
      transport,
      logger,
      metrics: parts.metrics,
      timings: context.relayTimings,
    });
    started.push(() => messaging.stop());
    await messaging.start(providersOf(app));
    logger.info('started', { routes: routes.length });
    return {
      name: definition.name,
      definition,
      app,
      routes,
      handle: (request, response) => {
        if (!parts.directReads.answer(request, response)) fastify.routing(request, response);
      },
      document: built.document,
      async stop() {
        await stopAll();
        logger.info('stopped');
      },
    };
  } catch (error) {
    await stopAll();
    throw error;
  }
}

const NO_DATABASE = 'postgres://localhost';

/** The OpenAPI document and routes of a service that is wired but never started: no database, no queue. */
export async function describeService(
  definition: ServiceDefinition,
  platform: PlatformSettings,
): Promise<{ document: OpenAPIObject; routes: readonly Route[]; providers: readonly object[] }> {
  const context = {
    platform,
    env: {},
    transport: undefined as unknown as Transport,
    migrate: false,
  };
  const logger = new Logger(definition.name, 'silent');
  const built = await build(
    definition,
    context,
    createServiceDataSource(definition, { ...platform, url: NO_DATABASE }),
    logger,
  );
  return { document: built.document(), routes: built.routes, providers: providersOf(built.app) };
}

async function openSchema(definition: ServiceDefinition, dataSource: DataSource): Promise<void> {
  await dataSource.initialize();
  if (await hasPendingMigrations(dataSource)) {
    throw new StartError(
      `the schema of ${definition.name} is behind: run its migrations first (main.js migrate)`,
    );
  }
}

async function build(
  definition: ServiceDefinition,
  context: ServiceContext,
  dataSource: DataSource,
  logger: Logger,
) {
  const { platform } = context;
  const clock = context.clock ?? new SystemClock();
  const transactions = new Transactions(dataSource);
  const readiness = new Readiness();
  readiness.add({
    name: 'database',
    check: async () => {
      await dataSource.query('select 1');
    },
  });
  readiness.add({ name: 'queue', check: () => context.transport.ping() });
  const metrics = new Metrics(definition.name, context.withProcessMetrics ?? false);
  const parts = {
    clock,
    calendar: new WorkingCalendar([...NATIONAL_HOLIDAYS, ...platform.holidays]),
    logger,
    metrics,
    directReads: new DirectReads(metrics),
    readiness,
    transactions,
    outbox: new Outbox(clock),
    verifier: new TokenVerifier(
      new KeySet({
        url: jwksUrlOf(platform),
        serves: ({ use }) => use !== 'enc',
        maxAgeMs: (platform.revocationSeconds * 1_000) / 2,
        staleMs: platform.revocationSeconds * 1_000,
      }),
      platform.issuer,
    ),
    stepUp: new StepUpPolicy(platform.secondFactor === 'required'),
    settings: readSettings(definition.settings, context.env),
    rateLimits: new RateLimits(rateLimitsOf(platform)),
    operatorAccess: new OperatorAccess(platform.operatorToken, isProduction(context.env)),
    platformSettings: platform,
  };
  const app = await NestFactory.create<NestFastifyApplication>(
    PlatformModule.around(definition.module, parts),
    createEdge(),
    { bodyParser: false, logger, abortOnError: false },
  );
  app.setGlobalPrefix(definition.name);
  const fastify = app.getHttpAdapter().getInstance();
  const secure = strictTransport(publicUrlOf(platform));
  const publicPath = publicPathOf(platform);
  armEdge(fastify, { metrics, publicPath });
  fastify.addHook('onSend', (request, reply, payload, done) => {
    void reply.headers(secure);
    const { method, routeOptions } = request;
    parts.directReads.learn(method, routeOptions.url, reply.statusCode, reply.getHeaders());
    done(null, payload);
  });
  const methodsOf = collectRoutes(fastify);
  await fastify.register(helmet, {
    contentSecurityPolicy: { directives: CSP },
    // Set by the hook below, which knows the public address.
    strictTransportSecurity: false,
  });
  const routes = routesOf(app);
  let made: OpenAPIObject | undefined;
  const document = (): OpenAPIObject => (made ??= describe(app, definition, routes, publicPath));
  SwaggerModule.setup('docs', app, document, {
    useGlobalPrefix: true,
    raw: ['json'],
    customSiteTitle: `Passerelle — ${definition.title.fr}`,
    swaggerOptions: {
      persistAuthorization: platform.docsKeepToken,
      displayRequestDuration: true,
      docExpansion: 'list',
    },
  });
  return { app, fastify, routes, parts, methodsOf, document };
}

/** Swagger UI styles its page inline; nothing is loaded from anywhere else. */
const CSP = {
  defaultSrc: ["'self'"],
  scriptSrc: ["'self'"],
  styleSrc: ["'self'", "'unsafe-inline'"],
  imgSrc: ["'self'", 'data:'],
  objectSrc: ["'none'"],
  frameAncestors: ["'none'"],
  upgradeInsecureRequests: null,
};

function providersOf(app: INestApplication): object[] {
  return [...app.get(ModulesContainer).values()].flatMap((nestModule) =>
    [...nestModule.providers.values()].flatMap(({ instance }) =>
      typeof instance === 'object' && instance !== null ? [instance] : [],
    ),
  );
}
