import { createHash, hkdfSync } from 'node:crypto';

/** Names of roles are cut by PostgreSQL after 63 bytes; a service has up to 27 of them. */
const LONGEST_NAME = 24;
const PASSWORD_BYTES = 24;

export interface InstallationOptions {
  /** PostgreSQL as a user who may make roles and owns the database: migrations alone connect as this user. */
  readonly url: string;
  /** Part of the names of the roles; by default it follows from the name of the database. */
  readonly name?: string | null;
  /** What the passwords of the logins are derived from; by default the password of `url`. */
  readonly secret?: string | null;
}

/** A login role: it may read and write the tables of one schema, and nothing else. */
export interface Login {
  readonly role: string;
  readonly password: string;
}

/**
 * The roles of one installation. Roles belong to the whole server, so their names carry the installation: another
 * installation on the same server has other roles, and neither may connect to the database of the other.
 *
 * Passwords are derived, not stored: every process that may migrate knows them, on any machine, and nothing has to be
 * kept beside the database. A login does not lead back to the secret, nor to another login.
 */
export class Installation {
  readonly url: string;
  /** Owns the schemas and tables. Nobody logs in as this role; a migration takes it. */
  readonly owner: string;
  private readonly prefix: string;
  private readonly secret: string;

  constructor({ url, name, secret }: InstallationOptions) {
    this.url = url;
    this.prefix = `passerelle_${name ?? nameOf(url)}_`;
    this.owner = `${this.prefix}owner`;
    this.secret = secret ?? loginOf(url).password;
  }

  /** The address at which a service logs in. */
  urlOf(service: string): string {
    const role = `${this.prefix}${schemaOf(service)}`;
    const info = `passerelle database login ${role}`;
    const password = Buffer.from(hkdfSync('sha256', this.secret, '', info, PASSWORD_BYTES));
    return urlAs(this.url, { role, password: password.toString('base64url') });
  }
}

/** The schema of a service: its name with `_` for `-`. */
export function schemaOf(service: string): string {
  return service.replaceAll('-', '_');
}

/** The setting that names the address at which a service logs in. */
export function loginSettingOf(service: string): string {
  return `${schemaOf(service).toUpperCase()}_DATABASE_URL`;
}

export function loginOf(url: string): Login {
  const { username, password, searchParams } = new URL(url);
  return {
    role: searchParams.get('user') ?? decodeURIComponent(username),
    password: searchParams.get('password') ?? decodeURIComponent(password),
  };
}

/** The same database, as another user. */
export function urlAs(url: string, { role, password }: Login): string {
  const address = new URL(url);
  if (address.host === '' || address.searchParams.has('user')) {
    // A socket (`postgres:///database?host=/run/postgresql`): such an address has no place for a user but the query.
    address.searchParams.set('user', role);
    address.searchParams.set('password', password);
  } else {
    address.username = encodeURIComponent(role);
    address.password = encodeURIComponent(password);
  }
  return address.toString();
}

/** A name that has to be changed or shortened ends in a hash, so that no two databases share it. */
function nameOf(url: string): string {
  const { pathname, username } = new URL(url);
  const database = decodeURIComponent(pathname.slice(1)) || decodeURIComponent(username);
  const plain = database.toLowerCase().replace(/[^a-z0-9]+/g, '_');
  if (plain === database && plain.length <= LONGEST_NAME) return plain;
  const hash = createHash('sha256').update(database).digest('hex').slice(0, 8);
  return `${plain.slice(0, LONGEST_NAME - 9)}_${hash}`;
}
