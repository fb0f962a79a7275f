import { randomUUID } from 'node:crypto';

import pg from 'pg';

import { StartError } from '@passerelle/kernel';

import { loginSettingOf } from './installation.js';

/** The service would connect as somebody it must not be, or in a way that breaks its promises: one line, with a remedy. */
export class UnfitLoginError extends StartError {
  constructor(service: string, cause: string, remedy: string) {
    super(`the database login of ${service} is refused: ${cause}. ${remedy}`);
    this.name = 'UnfitLoginError';
  }
}

export interface ExpectedLogin {
  readonly url: string;
  /** Names the setting that a remedy speaks of. */
  readonly service: string;
  readonly schema: string;
  /** Whether the login may make tables in its own schema. */
  readonly mayCreate?: boolean;
}

interface Position {
  readonly user: string;
  readonly session: string;
  readonly path: string;
  readonly limit: string;
  readonly powers: readonly string[];
  readonly roles: readonly string[];
}

const CONNECT_LIMIT_MS = 5_000;

/**
 * Refuses a login that can do more than its service needs: a fault in one query would then reach other services and the
 * server itself. Refuses as well a pooler that gives each transaction another connection: there a lock of a session
 * protects nothing, and two workers would do the same import.
 *
 * @throws UnfitLoginError
 */
export async function checkLogin(expected: ExpectedLogin): Promise<void> {
  const clients: pg.Client[] = [];
  try {
    const first = await connected(clients, expected);
    const { rows } = await first.query<Position>(POSITION, [
      expected.schema,
      expected.mayCreate ?? false,
    ]);
    const [position] = rows;
    if (position === undefined) throw new Error('no answer');
    assertLeastRights(position, expected);
    await assertLastingSession(first, await connected(clients, expected), expected.service);
  } finally {
    for (const client of clients) await client.end().catch(() => undefined);
  }
}

/** What PostgreSQL or a pooler says of its refusal names the login and the host alone. */
async function connected(
  clients: pg.Client[],
  { url, service }: ExpectedLogin,
): Promise<pg.Client> {
  const client = new pg.Client({
    connectionString: url,
    connectionTimeoutMillis: CONNECT_LIMIT_MS,
  });
  clients.push(client);
  try {
    await client.connect();
  } catch (error) {
    const { message, code = '' } = error as { message: string; code?: string };
    if (!REFUSED.test(code)) throw error;
    throw new UnfitLoginError(service, message, remedyOf(service));
  }
  return client;
}

/** Wrong password, no such role, no right to connect, no such database, a start-up option that a pooler does not know. */
const REFUSED = /^(28...|42501|3D000|08P01)$/;

const remedyOf = (service: string): string =>
  `Run the migration of the service (main.js migrate), which makes its login, and set ${loginSettingOf(service)} to it.`;

function assertLeastRights(position: Position, { service, schema }: ExpectedLogin): void {
  const { user, session, path, limit, powers, roles } = position;
  const refuse = (cause: string, remedy = remedyOf(service)): never => {
    throw new UnfitLoginError(service, cause, remedy);
  };
  if (user !== session) refuse(`it connects as "${session}" and works as "${user}"`);
  if (powers.length > 0) refuse(`"${user}" ${powers.join(', ')}`);
  if (roles.length > 0) {
    refuse(
      `"${user}" may become ${roles.join(', ')}`,
      `Revoke these roles from it, or set ${loginSettingOf(service)} to a login without any.`,
    );
  }
  if (path !== schema || limit === '0') {
    refuse(
      `the settings of "${user}" do not hold (search_path is "${path}", statement_timeout "${limit}")`,
      'Run the migration of the service (main.js migrate), and let no pooler override what ALTER ROLE has set.',
    );
  }
}

const POSITION = `
  select current_user as "user", session_user as "session",
         current_setting('search_path') as "path", current_setting('statement_timeout') as "limit",
         array_remove(array[
           case when rolsuper then 'is a superuser' end,
           case when rolcreaterole then 'may create roles' end,
           case when rolcreatedb then 'may create databases' end,
           case when rolreplication then 'may replicate' end,
           case when rolbypassrls then 'bypasses row security' end,
           case when has_database_privilege(current_database(), 'CREATE') then 'may create schemas' end,
           (select 'may create tables in the schema public' from pg_namespace
            where nspname = 'public' and has_schema_privilege(oid, 'CREATE')),
           case when not $2 and has_schema_privilege(spaces.oid, 'CREATE') then 'may create tables' end,
           case when nspowner = own.oid then 'owns its schema' end
         ], null) as powers,
         array(select roleid::regrole::text from pg_auth_members where member = own.oid) as roles
  from pg_roles as own left join pg_namespace as spaces on nspname = $1
  where rolname = current_user`;

/**
 * A value that one client leaves on its connection is seen by another only if the two share the connection, and is lost
 * to the first while the other holds it.
 */
async function assertLastingSession(
  first: pg.Client,
  second: pg.Client,
  service: string,
): Promise<void> {
  const token = randomUUID();
  const isSeenBy = async (client: pg.Client): Promise<boolean> => {
    const { rows } = await client.query<{ seen: string | null }>(
      `select current_setting('passerelle.session', true) as seen`,
    );
    return rows[0]?.seen === token;
  };
  await first.query(`select set_config('passerelle.session', $1, false)`, [token]);
  await second.query('begin');
  if (!(await isSeenBy(second)) && (await isSeenBy(first))) return;
  throw new UnfitLoginError(
    service,
    'a pooler between the service and PostgreSQL gives each transaction another connection, which breaks the locks of imports and prepared statements',
    `Set pool_mode = session for this database in the pooler, or let ${loginSettingOf(service)} name the server itself.`,
  );
}
