import pg from 'pg';

/** A connection to a test's database, past the service's role. */
export class Superuser {
  private constructor(private readonly client: pg.Client) {}

  static async connect(url: string): Promise<Superuser> {
    const client = new pg.Client({ connectionString: url });
    await client.connect();
    return new Superuser(client);
  }

  async query(
    sql: string,
    parameters: readonly unknown[] = [],
  ): Promise<Record<string, unknown>[]> {
    const { rows } = await this.client.query<Record<string, unknown>>(sql, [...parameters]);
    return rows;
  }

  async close(): Promise<void> {
    await this.client.end();
  }
}

/** One statement on a test's database, past the service's role. */
export async function asSuperuser(
  url: string,
  sql: string,
  parameters: readonly unknown[] = [],
): Promise<unknown[]> {
  const superuser = await Superuser.connect(url);
  try {
    return await superuser.query(sql, parameters);
  } finally {
    await superuser.close();
  }
}

/** The same address with another database, for what cannot be said from within the one concerned. */
export function inDatabase(url: string, name: string): string {
  const other = new URL(url);
  other.pathname = `/${name}`;
  return other.toString();
}
