import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { z } from 'zod';

import { platformSettings } from './platform-settings.js';
import { readProcessSettings } from './process-settings.js';
import { problemsOf, readSettings, setting, SettingsError } from './settings.js';

const SECRET = 'hunter2-very-secret';
const LOGINS = { QUEUE_DATABASE_URL: 'postgres://queue:q@db.example/passerelle' };

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
    expect(problems.map((problem) => problem.split(' ', 1)[0])).toEqual(['IDENTITY_ISSUER']);
  });

  it.each([
    ['prod', 'NODE_ENV: "prod" does not fit'],
    ['Production', 'NODE_ENV: "Production" does not fit'],
    ['production', 'QUEUE_DATABASE_URL must be set in production'],
    [undefined, 'NODE_ENV must be set where IDENTITY_ISSUER is a public address'],
  ])('NODE_ENV %s opens no door where people sign in', (NODE_ENV, reason) => {
    const env = { NODE_ENV, IDENTITY_ISSUER: 'https://caf.example/identity' };
    expect(() => readProcessSettings([], env)).toThrow(reason);
  });

  it.each(['prod', 'staging', 'PRODUCTION'])(
    'NODE_ENV %s asks for what production asks for',
    (NODE_ENV) => {
      expect(problemsOf(schema, { NODE_ENV })).toEqual([
        'API_KEY must be set in production: The key of the gateway.',
      ]);
    },
  );

  it('without NODE_ENV serves a laptop, whatever its issuer is called', () => {
    for (const IDENTITY_ISSUER of [
      undefined,
      'http://localhost:3000/identity',
      'https://127.0.0.1/identity',
    ]) {
      const env = { IDENTITY_ISSUER, DATABASE_URL: 'postgres://localhost/passerelle' };
      expect(() => readProcessSettings([], env)).not.toThrow();
    }
  });

  it('refuses in production a secret that this repository publishes, however it is given', () => {
    const published = { secret: { ...schema.apiKey, fallback: '0042' } };
    const env = { NODE_ENV: 'production', API_KEY: '0042' };
    const refused = ['API_KEY is the published default: choose a secret of your own'];
    expect(problemsOf(published, env)).toEqual(refused);
    expect(problemsOf(published, { NODE_ENV: 'production', API_KEY_FILE: file('0042\n') })).toEqual(
      refused,
    );
    expect(problemsOf(published, { ...env, NODE_ENV: 'development' })).toEqual([]);
    expect(problemsOf(published, { ...env, API_KEY: '0043' })).toEqual([]);
  });

  it('never prints the password of a database or a Redis', () => {
    const env = {
      DATABASE_URL: `mysql://u:${SECRET}@h/d`,
      REDIS_URL: `http://u:${SECRET}@h`,
    };
    expect(problemsOf(platformSettings, env)).toHaveLength(2);
    expect(problemsOf(platformSettings, env).join()).not.toContain(SECRET);
  });

  it.each([
    ['demo accounts', { PASSERELLE_DEMO: 'true' }, 'PASSERELLE_DEMO'],
    [
      'operations without their second factor',
      { PASSERELLE_SECOND_FACTOR: 'off' },
      'PASSERELLE_SECOND_FACTOR=off',
    ],
  ])('refuses %s in production', (_, lax, named) => {
    const asked = { ...lax, IDENTITY_ISSUER: 'https://caf.example/identity' };
    const read = (NODE_ENV: string) => () =>
      readProcessSettings([], { ...asked, ...LOGINS, NODE_ENV });
    expect(read('production')).toThrow(named);
    expect(read('development')).not.toThrow();
  });
});
