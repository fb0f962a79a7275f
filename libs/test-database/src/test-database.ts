import { randomBytes } from 'node:crypto';

import pg from 'pg';

type Row = Record<string, unknown>;

/** A connection that bypasses the logins of the services, for a test that inspects or disturbs the database. */
export class Superuser {
  private constructor(private readonly client: pg.Client) {}

  static async connect(url: string): Promise<Superuser> {
    const client = new pg.Client({ connectionString: url });
    await client.connect();
    return new Superuser(client);
  }

  async query(sql: string, parameters: readonly unknown[] = []): Promise<Row[]> {
    const { rows } = await this.client.query<Row>(sql, [...parameters]);
    return rows;
  }

  async close(): Promise<void> {
    await this.client.end();
  }
}

/** A separate database on the server of the run. Roles belong to the server, and the databases of a run share them. */
export class TestDatabase {
  private constructor(
    readonly url: string,
    private readonly server: string,
    private readonly name: string,
  ) {}

  /** All databases of a run have the same roles, so that a copy of a template finds the roles of the template. */
  get installation(): { readonly url: string; readonly name: string; readonly secret: string } {
    const run = fromGlobalSetup('PASSERELLE_TEST_RUN');
    return { url: this.url, name: `test_${run}`, secret: `the logins of the test run ${run}` };
  }

  /** The settings of a process that migrates this database and works on it. */
  get environment(): Readonly<Record<string, string>> {
    const { url, name, secret } = this.installation;
    return { DATABASE_URL: url, DATABASE_INSTALLATION: name, DATABASE_LOGIN_SECRET: secret };
  }

  static create(): Promise<TestDatabase> {
    return TestDatabase.named(`passerelle_test_${randomBytes(6).toString('hex')}`, 'template1');
  }

  /**
   * A copy of a template. `fill` prepares the template once, for the first caller of the run; each caller gets a copy.
   * Callers with the same fingerprint get the same content, so the fingerprint must cover all inputs of `fill`.
   */
  static async copyOf(
    fingerprint: string,
    fill: (template: TestDatabase) => Promise<void>,
  ): Promise<TestDatabase> {
    const template = `${templatePrefix()}${fingerprint}`;
    await ensureTemplate(template, (draft) => fill(TestDatabase.existing(draft)));
    return TestDatabase.named(`passerelle_test_${randomBytes(6).toString('hex')}`, template);
  }

  /** Removes the templates and roles of this run from a server that continues after the run. */
  static async dropTemplates(): Promise<void> {
    const rows = await statement(
      serverUrl(),
      'select datname from pg_database where starts_with(datname, $1)',
      [templatePrefix()],
    );
    for (const { datname } of rows) {
      await statement(serverUrl(), `drop database if exists ${String(datname)} with (force)`, []);
    }
    const roles = await statement(
      serverUrl(),
      'select rolname from pg_roles where starts_with(rolname, $1)',
      [`passerelle_test_${fromGlobalSetup('PASSERELLE_TEST_RUN')}_`],
    );
    for (const { rolname } of roles) {
      // A database that a failed test left behind keeps its roles.
      await statement(serverUrl(), `drop role ${String(rolname)}`, []).catch(() => undefined);
    }
  }

  private static async named(name: string, template: string): Promise<TestDatabase> {
    const database = TestDatabase.existing(name);
    await database.onServer(`create database ${name} template ${template}`);
    return database;
  }

  private static existing(name: string): TestDatabase {
    const server = serverUrl();
    return new TestDatabase(urlOf(server, name), server, name);
  }

  query(sql: string, parameters: readonly unknown[] = []): Promise<Row[]> {
    return statement(this.url, sql, parameters);
  }

  /** For statements that cannot be executed inside this database. */
  onServer(sql: string, parameters: readonly unknown[] = []): Promise<Row[]> {
    return statement(this.server, sql, parameters);
  }

  /** Admits or refuses new connections, as when an operator closes a database. Existing connections stay open. */
  async allowConnections(allowed: boolean): Promise<void> {
    await this.onServer(`alter database ${this.name} allow_connections ${String(allowed)}`);
  }

  async endConnections(): Promise<void> {
    await this.onServer(
      'select pg_terminate_backend(pid) from pg_stat_activity where datname = $1',
      [this.name],
    );
  }

  async drop(): Promise<void> {
    await this.onServer(`drop database if exists ${this.name} with (force)`);
  }
}

async function statement(url: string, sql: string, parameters: readonly unknown[]): Promise<Row[]> {
  const superuser = await Superuser.connect(url);
  try {
    return await superuser.query(sql, parameters);
  } finally {
    await superuser.close();
  }
}

function serverUrl(): string {
  return fromGlobalSetup('PASSERELLE_TEST_SERVER');
}

function fromGlobalSetup(name: string): string {
  // eslint-disable-next-line no-restricted-properties -- the environment is all that a global setup hands to workers.
  const value = process.env[name];
  if (value === undefined) throw new Error(`no ${name}: run through Jest`);
  return value;
}

function urlOf(server: string, database: string): string {
  const url = new URL(server);
  url.pathname = `/${database}`;
  return url.toString();
}

/** Runs that share a server have separate templates, because their code can differ. */
function templatePrefix(): string {
  return `passerelle_template_${fromGlobalSetup('PASSERELLE_TEST_RUN')}_`;
}

/**
 * Several workers can ask for the same template at once: the first one makes the template, and the others wait.
 * PostgreSQL does not copy a database that has connections. Therefore a template has another name while it is filled,
 * and accepts no connections afterwards.
 */
async function ensureTemplate(
  template: string,
  fill: (draft: string) => Promise<void>,
): Promise<void> {
  const server = await Superuser.connect(serverUrl());
  try {
    await server.query('select pg_advisory_lock(hashtextextended($1, 0))', [template]);
    const known = await server.query('select 1 from pg_database where datname = $1', [template]);
    if (known.length > 0) return;
    const draft = `${template}_draft`;
    await server.query(`drop database if exists ${draft} with (force)`);
    await server.query(`create database ${draft}`);
    await fill(draft);
    await server.query(`alter database ${draft} allow_connections false`);
    await server.query(
      'select pg_terminate_backend(pid) from pg_stat_activity where datname = $1',
      [draft],
    );
    await server.query(`alter database ${draft} rename to ${template}`);
  } finally {
    await server.close();
  }
}
