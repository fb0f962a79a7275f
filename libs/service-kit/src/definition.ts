import type { Type } from '@nestjs/common';

import type { ServiceName } from '@passerelle/contracts';
import { Idempotency1700000000002, type ProblemFilter } from '@passerelle/http';
import type { ErrorFactory, Localized } from '@passerelle/kernel';
import {
  Messaging1700000000001,
  OutboxBatches1700000000003,
  Schedules1700000000008,
} from '@passerelle/messaging';
import type { DatabaseOptions, MigrationInterface } from '@passerelle/persistence';

import type { SettingsSchema } from './settings.js';

/** All that a host needs to know of a service: its `service.ts` exports one of these. */
export interface ServiceDefinition {
  /** Also its path, schema, database login and queue. */
  readonly name: ServiceName;
  readonly title: Localized;
  /** What the service is for, at the head of its OpenAPI document (Markdown). */
  readonly description: string;
  /** Its feature modules; the platform is added around them. */
  readonly module: Type;
  readonly entities: readonly (new () => object)[];
  readonly migrations: readonly (new () => MigrationInterface)[];
  /** The service's own settings, beside those of the platform. */
  readonly settings: SettingsSchema;
  /** Every refusal that the service can give, for the generated list of problems. */
  readonly errors: readonly Readonly<Record<string, ErrorFactory>>[];
  /** In place of the common one, where some routes speak a protocol with an error form of its own. */
  readonly problemFilter?: new (
    ...given: ConstructorParameters<typeof ProblemFilter>
  ) => ProblemFilter;
}

/** The tables of the service, with those that every service has. */
export function databaseOptionsOf(
  definition: ServiceDefinition,
  { url, poolSize }: Pick<DatabaseOptions, 'url' | 'poolSize'>,
): DatabaseOptions {
  return {
    url,
    service: definition.name,
    poolSize,
    entities: definition.entities,
    migrations: [
      Messaging1700000000001,
      Idempotency1700000000002,
      OutboxBatches1700000000003,
      Schedules1700000000008,
      ...definition.migrations,
    ],
  };
}
