import { DatabaseAccess } from './database-access.js';
import { databaseSettings } from './database-settings.js';
import { type Environment, readSettings } from './settings.js';

const OWNER = 'postgres://owner:own3r@db.example:5432/passerelle?sslmode=require';
const LOGIN = 'postgres://mediation:m@db.example/passerelle';
const SECRET = 'made up for this test, and for no other';

const access = (env: Environment): DatabaseAccess =>
  new DatabaseAccess(readSettings(databaseSettings, env), env);

describe('DatabaseAccess', () => {
  it('takes the address of the service where one is given', () => {
    const env = { NODE_ENV: 'production', MEDIATION_DATABASE_URL: LOGIN };
    expect(access(env).urlOf('mediation')).toBe(LOGIN);
    expect(access(env).mayMigrate).toBe(false);
    expect(access(env).problemsOf(['mediation', 'scales'])).toEqual([
      'SCALES_DATABASE_URL must be set in production: the address at which scales logs in to PostgreSQL',
      'QUEUE_DATABASE_URL must be set in production: the address at which queue logs in to PostgreSQL',
    ]);
    expect(access({ ...env, REDIS_URL: 'redis://r.example' }).problemsOf(['mediation'])).toEqual(
      [],
    );
  });

  it('derives an address for each service, the same in every process', () => {
    const env = { DATABASE_URL: OWNER };
    const url = new URL(access(env).urlOf('rent-campaigns'));
    expect(url.username).toBe('passerelle_passerelle_rent_campaigns');
    expect(url.href).toMatch(/@db\.example:5432\/passerelle\?sslmode=require$/);
    expect(access(env).urlOf('rent-campaigns')).toBe(url.href);
    const passwords = ['rent-campaigns', 'scales'].map(
      (name) => new URL(access(env).urlOf(name)).password,
    );
    expect(new Set([...passwords, 'own3r']).size).toBe(3);
    expect(passwords[0]).toHaveLength(32);
  });

  it.each([
    [
      'the name of the database',
      { DATABASE_URL: OWNER.replace('/passerelle', '/Caf-44') },
      /^passerelle_caf_44_[0-9a-f]{8}_scales$/,
    ],
    [
      'a long name',
      { DATABASE_URL: OWNER.replace('/passerelle', `/${'x'.repeat(60)}`) },
      /^passerelle_x{15}_[0-9a-f]{8}_scales$/,
    ],
    [
      'the setting',
      { DATABASE_URL: OWNER, DATABASE_INSTALLATION: 'caf44' },
      /^passerelle_caf44_scales$/,
    ],
  ])('names roles after %s', (_, env, name) => {
    expect(new URL(access(env).urlOf('scales')).username).toMatch(name);
  });

  it('has other roles for databases whose names differ in a sign that roles do not have', () => {
    const names = ['caf-44', 'caf_44', 'CAF_44'].map(
      (database) =>
        new URL(access({ DATABASE_URL: `postgres://o@h/${database}` }).urlOf('scales')).username,
    );
    expect(new Set(names).size).toBe(3);
  });

  it('finds a server behind a socket', () => {
    const url = access({ DATABASE_URL: 'postgres:///passerelle?host=/run/postgresql' }).urlOf(
      'scales',
    );
    expect(url).toMatch(
      /^postgres:\/\/\/passerelle\?host=.*&user=passerelle_passerelle_scales&password=/,
    );
  });

  it('derives no password in production from that of the owner', () => {
    const env = { NODE_ENV: 'production', DATABASE_URL: OWNER, REDIS_URL: 'redis://r.example' };
    expect(access(env).problemsOf(['scales'])).toEqual([
      'SCALES_DATABASE_URL or DATABASE_LOGIN_SECRET must be set in production: the password of the login of scales follows from nothing else',
    ]);
    const withSecret = { ...env, DATABASE_LOGIN_SECRET: SECRET };
    expect(access(withSecret).problemsOf(['scales'])).toEqual([]);
    expect(access(withSecret).urlOf('scales')).not.toBe(
      access({ DATABASE_URL: OWNER }).urlOf('scales'),
    );
  });
});
