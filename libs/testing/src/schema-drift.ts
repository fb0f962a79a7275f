import type { Transactions } from '@passerelle/persistence';
import { schemaOf } from '@passerelle/persistence';

interface ColumnRow {
  readonly table_name: string;
  readonly column_name: string;
  readonly type: string;
  readonly nullable: boolean;
}

/**
 * The differences between the entities and the tables that the migrations create: columns missing on either side,
 * different types, different nullability. Empty if they agree.
 */
export async function schemaDrift(transactions: Transactions, service: string): Promise<string[]> {
  const rows = await transactions.read<ColumnRow>(
    `select table_name, column_name, case when data_type = 'ARRAY' then 'array' else data_type end as type,
            is_nullable = 'YES' as nullable
     from information_schema.columns where table_schema = $1`,
    [schemaOf(service)],
  );
  const { dataSource } = transactions.reader();
  return dataSource.entityMetadatas.flatMap((entity) => {
    const actual = new Map(
      rows
        .filter((row) => row.table_name === entity.tableName)
        .map((row) => [row.column_name, row]),
    );
    const declared = new Set(entity.columns.map((column) => column.databaseName));
    const surplus = [...actual.keys()].filter((name) => !declared.has(name));
    return [
      ...surplus.map((name) => `${entity.tableName}.${name}: not in the entity`),
      ...entity.columns.flatMap((column) => {
        const row = actual.get(column.databaseName);
        const where = `${entity.tableName}.${column.databaseName}`;
        if (row === undefined) return [`${where}: not in the table`];
        const type = column.isArray ? 'array' : normalised(dataSource.driver.normalizeType(column));
        return [
          ...(type === row.type
            ? []
            : [`${where}: ${type} in the entity, ${row.type} in the table`]),
          ...(column.isNullable === row.nullable ? [] : [`${where}: nullability differs`]),
        ];
      }),
    ];
  });
}

function normalised(type: string): string {
  return type === 'timestamptz' ? 'timestamp with time zone' : type;
}
