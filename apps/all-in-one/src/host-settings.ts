import {
  type Environment,
  isProduction,
  type PlatformSettings,
  platformSettings,
  readSettings,
  refuseInProduction,
  type ServiceDefinition,
  SettingsError,
  type SettingsSchema,
} from '@passerelle/service-kit';

import { freePort, ownAddress } from './address.js';

export interface HostSettings {
  readonly platform: PlatformSettings;
  /** What the services read their own settings from: the given environment and the host's defaults. */
  readonly env: Environment;
}

/** One demo account records the cases of a year in seconds when the demo data are loaded. */
const DEMO_LIMITS = { RATE_LIMIT_WRITE: '100000', RATE_LIMIT_READ: '100000' };

/**
 * The settings of the host and of all its services, with every problem at once; then the port, before
 * anything is started.
 *
 * @throws SettingsError, PortUnavailableError
 */
export async function hostSettings(
  given: Environment,
  definitions: readonly ServiceDefinition[],
): Promise<HostSettings> {
  const quiet = withDefaults(given, { LOG_LEVEL: 'warn' });
  checkAll([platformSettings, ...definitions.map(({ settings }) => settings)], quiet);
  const asked = readSettings(platformSettings, quiet);
  refuseInProduction(asked, given);
  // Accounts with a published password are for this machine alone, unless someone decides otherwise.
  const reached = asked.demo
    ? withDefaults(quiet, { HOST: '127.0.0.1', ...DEMO_LIMITS })
    : quiet;
  const host = reached.HOST ?? asked.host;
  const port = await freePort(asked.port, host);
  const env = withDefaults(reached, {
    IDENTITY_JWKS_URL: `http://${ownAddress(host)}:${port}/identity/.well-known/jwks.json`,
    ...(isProduction(given) ? {} : { IDENTITY_ISSUER: `http://localhost:${port}/identity` }),
  });
  return { platform: { ...readSettings(platformSettings, env), port }, env };
}

function checkAll(schemas: readonly SettingsSchema[], env: Environment): void {
  const problems = schemas.flatMap((schema) => {
    try {
      readSettings(schema, env);
      return [];
    } catch (error) {
      if (error instanceof SettingsError) return error.problems;
      throw error;
    }
  });
  if (problems.length > 0) throw new SettingsError(problems);
}

function withDefaults(env: Environment, defaults: Readonly<Record<string, string>>): Environment {
  const missing = Object.entries(defaults).filter(
    ([name]) => (env[name] ?? '') === '' && env[`${name}_FILE`] === undefined,
  );
  return { ...env, ...Object.fromEntries(missing) };
}
