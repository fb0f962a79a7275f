/**
 * An object as a row for `jsonb_populate_record`: `fileNumber` becomes `file_number`.
 * One parameter carries the whole row, so a statement stays the same whatever the row holds.
 */
export function jsonRowOf(object: object): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(object).map(([member, value]) => [columnOf(member), value as unknown]),
  );
}

/**
 * The object of a row that `to_jsonb` made: `file_number` becomes `fileNumber`.
 *
 * @param instants members that hold an instant: a `Date` in code, a text in JSON
 */
export function objectOfJsonRow<T extends object>(
  row: Readonly<Record<string, unknown>>,
  instants: readonly (keyof T & string)[] = [],
): T {
  return Object.fromEntries(
    Object.entries(row).map(([column, value]) => {
      const member = memberOf(column);
      const isInstant = (instants as readonly string[]).includes(member);
      return [member, isInstant && typeof value === 'string' ? new Date(value) : value];
    }),
  ) as T;
}

function columnOf(member: string): string {
  return member.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
}

function memberOf(column: string): string {
  return column.replace(/_([a-z])/g, (_, letter: string) => letter.toUpperCase());
}
