import {
  type Environment,
  freePort,
  isProduction,
  type PlatformSettings,
  platformSettings,
  readProcessSettings,
  readSettings,
  type ServiceDefinition,
} from '@passerelle/service-kit';

import { ownAddress } from './address.js';

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
  const asked = readProcessSettings(definitions, quiet, { bringsDatabase: true }).platform;
  // Accounts with a published password are for this machine alone, unless someone decides otherwise.
  const reached = asked.demo ? withDefaults(quiet, { HOST: '127.0.0.1', ...DEMO_LIMITS }) : quiet;
  const host = reached.HOST ?? asked.host;
  const port = await freePort(asked.port, host);
  const env = withDefaults(reached, {
    IDENTITY_JWKS_URL: `http://${ownAddress(host)}:${port}/identity/.well-known/jwks.json`,
    ...(isProduction(given) ? {} : { IDENTITY_ISSUER: `http://localhost:${port}/identity` }),
  });
  return { platform: { ...readSettings(platformSettings, env), port }, env };
}

function withDefaults(env: Environment, defaults: Readonly<Record<string, string>>): Environment {
  const missing = Object.entries(defaults).filter(
    ([name]) => (env[name] ?? '') === '' && env[`${name}_FILE`] === undefined,
  );
  return { ...env, ...Object.fromEntries(missing) };
}
