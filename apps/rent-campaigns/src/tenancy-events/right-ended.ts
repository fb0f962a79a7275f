/**
 * SQL condition: the right to the aid ended before a day.
 *
 * @param tenancy the alias of a row with `file_number` and `dwelling_ref`
 * @param day a SQL expression of type date
 */
export function rightEndedSql(tenancy: string, day: string): string {
  return `exists (
  select from tenancy_events e where e.file_number = ${tenancy}.file_number
    and e.dwelling_ref = ${tenancy}.dwelling_ref and e.cancelled_at is null
    and e.last_day_of_right < ${day})`;
}
