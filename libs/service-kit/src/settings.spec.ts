import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { z } from 'zod';

import { platformSettings } from './platform-settings.js';
import { refuseInProduction } from './run-service.js';
import { problemsOf, readSettings, setting, SettingsError } from './settings.js';

const SECRET = 'hunter2-very-secret';

const schema = {
  limit: setting({
    env: 'LIMIT',
    summary: 'How many.',
    schema: z.coerce.number().int().min(1),
    fallback: 5,
  }),
  apiKey: setting({
    env: 'API_KEY',
    summary: 'The key of the gateway.',
    schema: z.string().regex(/^[0-9]+$/),
    fallback: '0',
    secret: true,
    requiredInProduction: true,
  }),
  level: setting({
    env: 'LEVEL',
    summary: 'How loud.',
    schema: z.enum(['low', 'high']),
    fallback: 'low',
    secret: true,
  }),
};

describe('readSettings', () => {
  let folder: string;

  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'settings-'));
  });

  afterAll(() => {
    rmSync(folder, { recursive: true });
  });

  const file = (content: string): string => {
    const path = join(folder, 'value');
    writeFileSync(path, content);
    return path;
  };

  it('serves a laptop with nothing set', () => {
    expect(readSettings(schema, {})).toEqual({ limit: 5, apiKey: '0', level: 'low' });
    expect(readSettings(schema, { LIMIT: '' })).toMatchObject({ limit: 5 });
    expect(problemsOf(platformSettings, {})).toEqual([]);
  });

  it('cannot be changed afterwards', () => {
    expect(Object.isFrozen(readSettings(schema, {}))).toBe(true);
  });

  it('lists all problems at once', () => {
    const env = { NODE_ENV: 'production', LIMIT: 'many', LEVEL: SECRET };
    const problems = problemsOf(schema, env);
    expect(problems.map((problem) => problem.split(/[: ]/, 1)[0])).toEqual([
      'LIMIT',
      'API_KEY',
      'LEVEL',
    ]);
    expect(() => readSettings(schema, env)).toThrow(SettingsError);
    expect(() => readSettings(schema, env)).toThrow('3 problem(s)');
    expect(problems[0]).toContain('"many"');
  });

  it.each([
    ['a value', { API_KEY: SECRET, LEVEL: SECRET }],
    ['both a value and a file', { API_KEY: SECRET, API_KEY_FILE: '/nowhere' }],
  ])('never prints a secret: %s', (_, env) => {
    expect(problemsOf(schema, env).join()).not.toContain(SECRET);
    expect(problemsOf(schema, env)).not.toEqual([]);
  });

  it('never prints a secret that a file holds', () => {
    const problems = problemsOf(schema, { API_KEY_FILE: file(SECRET) });
    expect(problems).toHaveLength(1);
    expect(problems.join()).not.toContain(SECRET);
  });

  it('reads a file in the place of a value, without its last line break', () => {
    expect(readSettings(schema, { API_KEY_FILE: file('42\n') }).apiKey).toBe('42');
    const env = { NODE_ENV: 'production', API_KEY_FILE: file('42') };
    expect(readSettings(schema, env).apiKey).toBe('42');
  });

  it('says so when a file cannot be read, or is empty where a value must be', () => {
    expect(problemsOf(schema, { LIMIT_FILE: join(folder, 'missing') })).toEqual([
      'LIMIT_FILE names a file that cannot be read',
    ]);
    const env = { NODE_ENV: 'production', API_KEY_FILE: file('\n') };
    expect(problemsOf(schema, env)).toEqual([
      'API_KEY must be set in production: The key of the gateway.',
    ]);
  });

  it('asks in production for what has no safe default', () => {
    const problems = problemsOf(platformSettings, { NODE_ENV: 'production' });
    expect(problems.map((problem) => problem.split(' ', 1)[0])).toEqual([
      'DATABASE_URL',
      'IDENTITY_ISSUER',
    ]);
  });

  it('never prints the password of a database or a Redis', () => {
    const env = {
      DATABASE_URL: `mysql://u:${SECRET}@h/d`,
      REDIS_URL: `http://u:${SECRET}@h`,
    };
    expect(problemsOf(platformSettings, env)).toHaveLength(2);
    expect(problemsOf(platformSettings, env).join()).not.toContain(SECRET);
  });

  it('refuses demo accounts, and operations without their second factor, in production', () => {
    const production = { NODE_ENV: 'production' };
    const lax = { demo: true, secondFactor: 'off' } as const;
    const strict = { demo: false, secondFactor: 'required' } as const;
    expect(() => {
      refuseInProduction(lax, production);
    }).toThrow(/PASSERELLE_DEMO[^]*PASSERELLE_SECOND_FACTOR=off/);
    expect(() => {
      refuseInProduction({ ...strict, secondFactor: 'off' }, production);
    }).toThrow('PASSERELLE_SECOND_FACTOR');
    expect(() => {
      refuseInProduction(lax, {});
      refuseInProduction(strict, production);
    }).not.toThrow();
  });
});
