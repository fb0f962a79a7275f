import { createHash, createHmac, pbkdf2Sync, randomBytes } from 'node:crypto';

import pg from 'pg';

import { StartError } from '@passerelle/kernel';

import { type Installation, type Login, loginOf, schemaOf, urlAs } from './installation.js';

/** What one service needs of the database, beside the rows of its tables. */
export interface Grants {
  /** Names its schema. */
  readonly service: string;
  readonly login: Login;
  /** BullMQ makes a sequence for each queue when the queue gets its first job. */
  readonly mayCreate?: boolean;
}

/**
 * Stands on the role, because a pooler may drop what a client asks for as it connects. A transaction that needs more
 * time asks for it with `set local`.
 */
const LIMITS = {
  TimeZone: 'UTC',
  // Compiling a statement takes a second; what a request or a chunk asks for takes milliseconds.
  jit: 'off',
  statement_timeout: '30s',
  lock_timeout: '25s',
  idle_in_transaction_session_timeout: '60s',
};

const DUPLICATE_OBJECT = '42710';
const UNIQUE_VIOLATION = '23505';
const DEPENDENT_OBJECTS = '2BP01';
const UNDEFINED_OBJECT = '42704';
const REFUSED_LOGIN = /^28/;
const LOGIN_LIMIT_MS = 5_000;

/**
 * Brings the roles of a service to what they should be: a role that owns, a login that reads and writes, and no
 * access for anybody else. Writes only what differs, so that a start changes nothing as a rule.
 */
export class Roles {
  constructor(
    private readonly client: pg.Client,
    private readonly installation: Installation,
  ) {}

  async ensure(grants: Grants): Promise<void> {
    await this.ensureOwner();
    await this.closeToOthers();
    await this.ensureLogin(grants);
    await this.ensureSchema(grants);
    await this.ensurePassword(grants.login);
  }

  /** The history of the schema is the owner's: a login that could write it could have a migration left out. */
  async protectHistory({ service, login }: Grants): Promise<void> {
    const table = `${this.quoted(schemaOf(service))}.migrations`;
    if (await this.is(`has_table_privilege($1, $2, 'INSERT, UPDATE, DELETE')`, [login.role, table]))
      await this.run(`revoke insert, update, delete on ${table} from ${this.quoted(login.role)}`);
  }

  private async ensureOwner(): Promise<void> {
    const { owner } = this.installation;
    if (!(await this.exists(owner))) {
      await this.runUnlessThere(
        `create role ${this.quoted(owner)} nologin; grant ${this.quoted(owner)} to current_user`,
      );
    }
    if (!(await this.is(`has_database_privilege($1, current_database(), 'CREATE')`, [owner])))
      await this.onDatabase('grant create', `to ${this.quoted(owner)}`);
  }

  /** PostgreSQL lets every role of the server connect to every database, until PUBLIC may no longer. */
  private async closeToOthers(): Promise<void> {
    const isOpen = await this.is(`exists (
      select from pg_database, aclexplode(coalesce(datacl, acldefault('d', datdba))) as acl
      where datname = current_database() and acl.grantee = 0)`);
    if (isOpen) await this.onDatabase('revoke all', 'from public');
    const hasPublicSchema = await this.is(`exists (
      select from pg_namespace, aclexplode(coalesce(nspacl, acldefault('n', nspowner))) as acl
      where nspname = 'public' and acl.grantee = 0)`);
    if (hasPublicSchema) await this.run('revoke all on schema public from public');
  }

  private async ensureLogin({ service, login }: Grants): Promise<void> {
    const role = this.quoted(login.role);
    if (!(await this.exists(login.role))) {
      const settings = this.settingsOf(service).map(([name, value]) =>
        this.settingStatement(role, name, value),
      );
      const verifier = this.client.escapeLiteral(verifierOf(login.password));
      await this.runUnlessThere(
        [`create role ${role} login noinherit password ${verifier}`, ...settings].join('; '),
      );
    }
    const [found] = await this.rows<{ isOwn: boolean; settings: string[] | null }>(
      `select rolsuper or rolname = current_user or pg_has_role(oid, $2, 'MEMBER') as "isOwn",
              (select setconfig from pg_db_role_setting where setrole = oid and setdatabase = 0) as settings
       from pg_roles where rolname = $1`,
      [login.role, this.installation.owner],
    );
    if (found?.isOwn !== false) {
      throw new StartError(
        `the login of ${service}, "${login.role}", is a superuser or owns the tables: give the service a role of its own`,
      );
    }
    const actual = new Set(found.settings ?? []);
    for (const [name, value] of this.settingsOf(service)) {
      if (!actual.has(`${name}=${value}`)) await this.run(this.settingStatement(role, name, value));
    }
    if (!(await this.is(`has_database_privilege($1, current_database(), 'CONNECT')`, [login.role])))
      await this.onDatabase('grant connect, temporary', `to ${role}`);
  }

  private async ensureSchema({ service, login, mayCreate = false }: Grants): Promise<void> {
    const owner = this.quoted(this.installation.owner);
    const name = schemaOf(service);
    const schema = this.quoted(name);
    const role = this.quoted(login.role);
    await this.run(`create schema if not exists ${schema} authorization ${owner}`);
    const taken = await this.takeOver(name);
    await this.ensureAnalysis(name);
    const isKnown = await this.is(`has_schema_privilege($1, $2, 'USAGE')`, [login.role, name]);
    if (isKnown && !taken) return;
    await this.run(`
      grant usage${mayCreate ? ', create' : ''} on schema ${schema} to ${role};
      grant select, insert, update, delete on all tables in schema ${schema} to ${role};
      grant usage, select on all sequences in schema ${schema} to ${role};
      grant execute on function ${schema}.analyze_table(text) to ${role};
      alter default privileges for role ${owner} in schema ${schema}
        grant select, insert, update, delete on tables to ${role};
      alter default privileges for role ${owner} in schema ${schema}
        grant usage, select on sequences to ${role}`);
  }

  /**
   * Gives the owner what another role owns: up to version 1 the role of the service owned its tables, and the superuser
   * those of the queue.
   *
   * @returns whether there was something
   */
  private async takeOver(schema: string): Promise<boolean> {
    const { owner } = this.installation;
    const foreign = await this.rows<{ statement: string; former: string }>(FOREIGN, [
      schema,
      owner,
    ]);
    for (const { statement } of foreign) await this.run(statement);
    for (const former of new Set(foreign.map((one) => one.former))) {
      // Another database of the server may still use the role: then its migration removes it.
      if (former === `passerelle_${schema}`) {
        await this.run(`drop role ${this.quoted(former)}`).catch(
          unless(DEPENDENT_OBJECTS, UNDEFINED_OBJECT),
        );
      }
    }
    return foreign.length > 0;
  }

  /** Only who owns a table may have it analysed (until PostgreSQL 17, which has a privilege for this). */
  private async ensureAnalysis(name: string): Promise<void> {
    const schema = this.quoted(name);
    const known = await this.is('to_regprocedure($1) is not null', [
      `${schema}.analyze_table(text)`,
    ]);
    if (known) return;
    await this.run(`
      create function ${schema}.analyze_table(name text) returns void language plpgsql
        security definer set search_path = ${schema}, pg_temp as $$
      begin
        execute format('analyze (skip_locked) %I.%I', ${this.client.escapeLiteral(name)}, name);
      end $$;
      alter function ${schema}.analyze_table(text) owner to ${this.quoted(this.installation.owner)};
      revoke all on function ${schema}.analyze_table(text) from public`);
  }

  /** The stored verifier cannot be read, so the login itself says whether the password is still the right one. */
  private async ensurePassword(login: Login): Promise<void> {
    const client = new pg.Client({
      connectionString: urlAs(this.installation.url, login),
      connectionTimeoutMillis: LOGIN_LIMIT_MS,
    });
    try {
      await client.connect();
    } catch (error) {
      const { code } = error as { code?: unknown };
      if (typeof code !== 'string' || !REFUSED_LOGIN.test(code)) throw error;
      const verifier = this.client.escapeLiteral(verifierOf(login.password));
      await this.run(`alter role ${this.quoted(login.role)} password ${verifier}`);
    } finally {
      await client.end();
    }
  }

  private settingsOf(service: string): [name: string, value: string][] {
    return Object.entries({ search_path: schemaOf(service), ...LIMITS });
  }

  private settingStatement(role: string, name: string, value: string): string {
    return `alter role ${role} set ${name} = ${this.client.escapeLiteral(value)}`;
  }

  private exists(role: string): Promise<boolean> {
    return this.is('exists (select from pg_roles where rolname = $1)', [role]);
  }

  private async is(condition: string, parameters: readonly unknown[] = []): Promise<boolean> {
    const [row] = await this.rows<{ held: boolean }>(`select ${condition} as held`, parameters);
    return row?.held === true;
  }

  private async rows<Row>(sql: string, parameters: readonly unknown[]): Promise<Row[]> {
    return (await this.client.query(sql, [...parameters])).rows as Row[];
  }

  private async run(statements: string): Promise<void> {
    await this.client.query(statements);
  }

  /** Locks belong to one database: from another one, the same role may be made at the same moment. */
  private async runUnlessThere(statements: string): Promise<void> {
    await this.run(statements).catch(unless(DUPLICATE_OBJECT, UNIQUE_VIOLATION));
  }

  private async onDatabase(what: string, who: string): Promise<void> {
    const [row] = await this.rows<{ name: string }>('select current_database() as name', []);
    await this.run(`${what} on database ${this.quoted(row?.name ?? '')} ${who}`);
  }

  private quoted(name: string): string {
    return this.client.escapeIdentifier(name);
  }
}

/** The schema first: the owner of a table needs rights in its schema. */
const FOREIGN = `
  with own as (
    select $1::text as schema, $2::text as owner, (select oid from pg_namespace where nspname = $1) as id
  )
  select statement, former::regrole::text as former from (
    select 0 as step, format('alter schema %I owner to %I', schema, owner) as statement, nspowner as former
    from own join pg_namespace on oid = id
    union all
    select 1, format('alter table %I.%I owner to %I', schema, relname, owner), relowner
    from own join pg_class as class on relnamespace = id
    where relkind in ('r', 'p', 'v', 'm', 'f', 'S') and not exists (
      select from pg_depend where classid = 'pg_class'::regclass and objid = class.oid and deptype in ('a', 'i')
        and refclassid = 'pg_class'::regclass and relkind = 'S')
    union all
    select 1, format('alter routine %s owner to %I', pg_proc.oid::regprocedure, owner), proowner
    from own join pg_proc on pronamespace = id
    union all
    select 1, format('alter type %I.%I owner to %I', schema, typname, owner), typowner
    from own join pg_type on typnamespace = id where typtype in ('e', 'd', 'r')
  ) as owned
  where former <> (select pg_roles.oid from pg_roles, own where rolname = owner)
  order by step`;

/** Without the password, which would stand in the log of a server that logs statements (RFC 5803). */
function verifierOf(password: string): string {
  const iterations = 4_096;
  const salt = randomBytes(16);
  const salted = pbkdf2Sync(password.normalize('NFKC'), salt, iterations, 32, 'sha256');
  const keyOf = (name: string): Buffer => createHmac('sha256', salted).update(name).digest();
  const stored = createHash('sha256').update(keyOf('Client Key')).digest('base64');
  const server = keyOf('Server Key').toString('base64');
  return `SCRAM-SHA-256$${String(iterations)}:${salt.toString('base64')}$${stored}:${server}`;
}

function unless(...codes: readonly string[]): (error: unknown) => void {
  return (error) => {
    const { code } = error as { code?: unknown };
    if (typeof code !== 'string' || !codes.includes(code)) throw error;
  };
}

/** @internal */
export const grantsOf = (service: string, url: string, mayCreate = false): Grants => ({
  service,
  login: loginOf(url),
  mayCreate,
});
