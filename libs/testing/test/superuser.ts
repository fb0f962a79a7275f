import pg from 'pg';

/** One statement on a test's database, past the service's role. */
export async function asSuperuser(
  url: string,
  sql: string,
  parameters: readonly unknown[] = [],
): Promise<unknown[]> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    const { rows } = await client.query<Record<string, unknown>>(sql, [...parameters]);
    return rows;
  } finally {
    await client.end();
  }
}

/** The same address with another database, for what cannot be said from within the one concerned. */
export function inDatabase(url: string, name: string): string {
  const other = new URL(url);
  other.pathname = `/${name}`;
  return other.toString();
}
