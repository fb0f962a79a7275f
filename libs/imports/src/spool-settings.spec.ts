import {
  type Environment,
  readSettings,
  SettingsError,
  type SettingsSchema,
} from '@passerelle/service-kit';

import { importSpoolOf, importSpoolSettings } from './spool-settings.js';

const SECRET = 'hunter2-very-secret';

function problemsOf(schema: SettingsSchema, env: Environment): readonly string[] {
  try {
    readSettings(schema, env);
  } catch (error) {
    if (error instanceof SettingsError) return error.problems;
    throw error;
  }
  return [];
}

describe('a storage for imports', () => {
  const whole = {
    IMPORT_SPOOL_S3_ENDPOINT: 'https://s3.example.org',
    IMPORT_SPOOL_S3_BUCKET: 'imports',
    IMPORT_SPOOL_S3_ACCESS_KEY_ID: 'key',
    IMPORT_SPOOL_S3_SECRET_ACCESS_KEY: SECRET,
  };
  const names = Object.keys(whole) as (keyof typeof whole)[];

  it('is none where nothing is set, a region or a prefix alone included', () => {
    const env = { IMPORT_SPOOL_S3_REGION: 'eu-west-3', IMPORT_SPOOL_S3_PREFIX: 'passerelle/' };
    expect(importSpoolOf(readSettings(importSpoolSettings, {}))).toBeNull();
    expect(importSpoolOf(readSettings(importSpoolSettings, env))).toBeNull();
  });

  it('is what is set', () => {
    expect(importSpoolOf(readSettings(importSpoolSettings, whole))).toEqual({
      endpoint: 'https://s3.example.org',
      bucket: 'imports',
      accessKeyId: 'key',
      secretAccessKey: SECRET,
      region: 'us-east-1',
      prefix: '',
      pathStyle: true,
    });
  });

  it.each(names)('set by %s alone lacks all the others, each of which is named', (name) => {
    const problems = problemsOf(importSpoolSettings, { [name]: whole[name] });
    expect(problems.map((problem) => problem.split(' ', 1)[0])).toEqual(
      names.filter((other) => other !== name),
    );
    expect(problems.join()).not.toContain(SECRET);
    expect(problemsOf(importSpoolSettings, { ...whole, [name]: '' })).toHaveLength(1);
  });

  it.each([
    ['IMPORT_SPOOL_S3_ENDPOINT', 'ftp://s3.example.org'],
    ['IMPORT_SPOOL_S3_BUCKET', 'Imports/x'],
    ['IMPORT_SPOOL_S3_PREFIX', '../passerelle'],
    ['IMPORT_SPOOL_S3_PATH_STYLE', 'perhaps'],
  ])('does not take %s=%s', (name, value) => {
    const problems = problemsOf(importSpoolSettings, { ...whole, [name]: value });
    expect(problems).toHaveLength(1);
    expect(problems[0]).toContain(name);
  });
});
