import { readFileSync } from 'node:fs';
import { isDeepStrictEqual } from 'node:util';

import { z } from 'zod';

import { StartError } from '@passerelle/kernel';

/** One setting of a service, read from the environment at start. */
export interface Setting<T> {
  /** The environment's variable; `<NAME>_FILE` may name a file that holds the value instead. */
  readonly env: string;
  /** One sentence for whoever runs the service. */
  readonly summary: string;
  readonly schema: z.ZodType<T>;
  /** Serves a laptop with nothing set. */
  readonly fallback: T;
  /** In production the fallback is refused: the value has to be given. */
  readonly requiredInProduction?: boolean;
  /** Settings of one group are of use together only: once one of them is set, all must be. */
  readonly group?: string;
  /** Never printed, in no error either. */
  readonly secret?: boolean;
}

export type SettingsSchema = Readonly<Record<string, Setting<unknown>>>;

export type SettingsOf<S extends SettingsSchema> = {
  readonly [K in keyof S]: S[K] extends Setting<infer T> ? T : never;
};

export type Environment = Readonly<Record<string, string | undefined>>;

/** Declares a setting; its type follows from the schema. */
export function setting<T>(declaration: Setting<T>): Setting<T> {
  return declaration;
}

/** Every problem of a configuration at once, each with the variable it concerns. */
export class SettingsError extends StartError {
  constructor(readonly problems: readonly string[]) {
    super(
      `the configuration has ${String(problems.length)} problem(s):\n- ${problems.join('\n- ')}`,
    );
    this.name = 'SettingsError';
  }
}

/** A word that nobody knows counts as production: what it was meant to say is unknown. */
export function isProduction({ NODE_ENV: name = '' }: Environment): boolean {
  return !['', 'development', 'test'].includes(name);
}

/**
 * Reads settings once, into a frozen object.
 *
 * @throws SettingsError naming every variable that is missing or does not fit
 */
export function readSettings<S extends SettingsSchema>(schema: S, env: Environment): SettingsOf<S> {
  const problems: string[] = [];
  const values: Record<string, unknown> = {};
  problems.push(...incompleteGroups(schema, env));
  for (const [name, declaration] of Object.entries(schema)) {
    try {
      values[name] = readOne(declaration, env);
    } catch (error) {
      problems.push(error instanceof Error ? error.message : String(error));
    }
  }
  if (problems.length > 0) throw new SettingsError(problems);
  return Object.freeze(values) as SettingsOf<S>;
}

/** What is wrong with the settings of one schema, in words. */
export function problemsOf(schema: SettingsSchema, env: Environment): readonly string[] {
  try {
    readSettings(schema, env);
    return [];
  } catch (error) {
    if (error instanceof SettingsError) return error.problems;
    throw error;
  }
}

function readOne(declaration: Setting<unknown>, env: Environment): unknown {
  const { env: name, schema, fallback, secret, requiredInProduction } = declaration;
  const text = textOf(name, env);
  if (text === undefined || text === '') {
    if (requiredInProduction === true && isProduction(env)) {
      throw new Error(`${name} must be set in production: ${declaration.summary}`);
    }
    return fallback;
  }
  const parsed = schema.safeParse(text);
  if (parsed.success) {
    if (secret === true && isProduction(env) && isPublished(fallback, parsed.data)) {
      throw new Error(`${name} is the published default: choose a secret of your own`);
    }
    return parsed.data;
  }
  const shown = secret === true ? 'its value' : JSON.stringify(text);
  throw new Error(
    `${name}: ${shown} does not fit (${z.prettifyError(parsed.error).split('\n')[0] ?? ''})`,
  );
}

/** The fallback of a secret stands in this repository: given by hand, it is as open as by default. */
function isPublished(fallback: unknown, value: unknown): boolean {
  const isEmpty = fallback === null || fallback === '' || isDeepStrictEqual(fallback, []);
  return !isEmpty && isDeepStrictEqual(fallback, value);
}

/** What is missing of the groups of which something is set. */
function incompleteGroups(schema: SettingsSchema, env: Environment): string[] {
  const isSet = ({ env: name }: Setting<unknown>): boolean =>
    (env[name] ?? env[`${name}_FILE`] ?? '') !== '';
  const declarations = Object.values(schema);
  return declarations.flatMap((declaration) => {
    const { group, env: name, summary } = declaration;
    if (group === undefined || isSet(declaration)) return [];
    const given = declarations.find((other) => other.group === group && isSet(other));
    return given === undefined ? [] : [`${name} must be set as ${given.env} is: ${summary}`];
  });
}

function textOf(name: string, env: Environment): string | undefined {
  const file = env[`${name}_FILE`];
  if (file === undefined) return env[name];
  if (env[name] !== undefined) throw new Error(`${name} and ${name}_FILE are both set`);
  try {
    return readFileSync(file, 'utf8').trimEnd();
  } catch {
    throw new Error(`${name}_FILE names a file that cannot be read`);
  }
}

/** `true`/`false`, `1`/`0`. */
export const flagText = z
  .enum(['true', 'false', '1', '0'])
  .transform((text) => text === 'true' || text === '1');
