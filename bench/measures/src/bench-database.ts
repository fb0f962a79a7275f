import pg from 'pg';

/** Where a benchmark runs when no other server is named. */
export const REAL_SERVER = 'postgres://root@127.0.0.1:5432/postgres';
export const REAL_REDIS = 'redis://127.0.0.1:6379';

/** A database of one run, gone with its roles when the run is over. */
export class BenchDatabase {
  private readonly clients: pg.Client[] = [];

  private constructor(
    /** A connection to the server, outside the database. */
    readonly admin: pg.Client,
    readonly name: string,
    readonly url: string,
  ) {}

  /** @param purpose part of the name: several databases of one run stand side by side */
  static async create(server: string, purpose: string): Promise<BenchDatabase> {
    const admin = new pg.Client(server);
    await admin.connect();
    const name = `bench_${purpose}_${String(process.pid)}`;
    await admin.query(`create database ${name}`);
    const address = new URL(server);
    address.pathname = `/${name}`;
    return new BenchDatabase(admin, name, address.toString());
  }

  /** A connection into the database, closed with it. */
  async connect(options?: string): Promise<pg.Client> {
    const client = new pg.Client({ connectionString: this.url, options });
    await client.connect();
    this.clients.push(client);
    return client;
  }

  async drop(): Promise<void> {
    for (const client of this.clients) await client.end();
    const roles = await this.admin.query<{ name: string }>(
      `select distinct rolname as name from pg_database, aclexplode(datacl) as acl, pg_roles as own
       where datname = $1 and own.oid = grantee and starts_with(rolname, 'passerelle_')`,
      [this.name],
    );
    await this.admin.query(`drop database if exists ${this.name} with (force)`);
    for (const { name } of roles.rows) await this.admin.query(`drop role ${name}`);
    await this.admin.end();
  }
}
