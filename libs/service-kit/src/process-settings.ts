import { DatabaseAccess } from './database-access.js';
import { databaseSettings } from './database-settings.js';
import type { ServiceDefinition } from './definition.js';
import { type PlatformSettings, platformSettings } from './platform-settings.js';
import {
  type Environment,
  isProduction,
  problemsOf,
  readSettings,
  SettingsError,
} from './settings.js';

export interface ProcessSettings {
  readonly platform: PlatformSettings;
  readonly database: DatabaseAccess;
}

export interface ProcessOptions {
  /** A step that only migrates needs no settings of the services. */
  readonly migrating?: boolean;
  /** The host brings a database of its own where none is named; never in production. */
  readonly bringsDatabase?: boolean;
}

/**
 * The settings of a process of these services, with everything that is wrong with them at once.
 *
 * @throws SettingsError
 */
export function readProcessSettings(
  definitions: readonly ServiceDefinition[],
  env: Environment,
  { migrating = false, bringsDatabase = false }: ProcessOptions = {},
): ProcessSettings {
  const own = migrating ? [] : definitions.map(({ settings }) => settings);
  const problems = [platformSettings, ...own].flatMap((schema) => problemsOf(schema, env));
  problems.push(...unclearEnvironment(env), ...laxInProduction(env));
  if (!bringsDatabase || isProduction(env)) problems.push(...databaseProblems(definitions, env));
  if (problems.length > 0) throw new SettingsError([...new Set(problems)]);
  const platform = readSettings(platformSettings, env);
  return { platform, database: new DatabaseAccess(platform, env) };
}

/**
 * Without NODE_ENV a process is one of development, with demo keys and open doors. That must not happen where real people
 * sign in, which a public address of identity shows.
 */
function unclearEnvironment(env: Environment): string[] {
  if ((env.NODE_ENV ?? '') !== '') return [];
  const issuer = env.IDENTITY_ISSUER ?? '';
  if (!URL.canParse(issuer)) return [];
  const { protocol, hostname } = new URL(issuer);
  if (protocol !== 'https:' || LOCAL.test(hostname)) return [];
  return [
    'NODE_ENV must be set where IDENTITY_ISSUER is a public address: production, or development',
  ];
}

const LOCAL = /^(localhost|127\.[\d.]+|\[::1\])$|\.localhost$/;

/**
 * Demo accounts have a published password: they must never exist where real people are. Nor may an operation go
 * without the second factor that it asks for.
 */
function laxInProduction(env: Environment): string[] {
  const { demo, secondFactor } = platformSettings;
  if (!isProduction(env) || problemsOf({ demo, secondFactor }, env).length > 0) return [];
  const asked = readSettings({ demo, secondFactor }, env);
  return [
    ...(asked.demo ? ['PASSERELLE_DEMO is refused in production'] : []),
    ...(asked.secondFactor === 'off'
      ? ['PASSERELLE_SECOND_FACTOR=off is refused in production']
      : []),
  ];
}

function databaseProblems(
  definitions: readonly ServiceDefinition[],
  env: Environment,
): readonly string[] {
  if (problemsOf(databaseSettings, env).length > 0) return [];
  const database = new DatabaseAccess(readSettings(databaseSettings, env), env);
  return database.problemsOf(definitions.map(({ name }) => name));
}
