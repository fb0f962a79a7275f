import pg from 'pg';

/**
 * The text of every row of every table of a database, past any role: the service's tables, its outbox,
 * inbox and idempotency keys, and the queue's own tables where the queue lives in PostgreSQL.
 */
export async function everythingStored(url: string): Promise<ReadonlyMap<string, string>> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    const { rows: tables } = await client.query<{ name: string }>(
      `select format('%I.%I', table_schema, table_name) as name from information_schema.tables
       where table_type = 'BASE TABLE' and table_schema not in ('pg_catalog', 'information_schema')`,
    );
    const stored = new Map<string, string>();
    for (const { name } of tables) {
      const { rows } = await client.query<{ row: string }>(`select t::text as row from ${name} t`);
      stored.set(name, rows.map(({ row }) => row).join('\n'));
    }
    return stored;
  } finally {
    await client.end();
  }
}
