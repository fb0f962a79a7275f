/**
 * SQL condition: the event `e` concerns the present lease of a tenancy. A tenant who left before the lease on the roster
 * has come back since: that departure closes nobody (domain R3.9).
 *
 * @param leaseStartsOn a SQL expression of type date; null where the roster does not know the lease
 */
export function ofLeaseSql(leaseStartsOn: string): string {
  return `coalesce(e.occurred_on >= ${leaseStartsOn}, true)`;
}

/**
 * SQL condition: the right to the aid ended before a day.
 *
 * @param tenancy the alias of a row with `file_number` and `dwelling_ref`
 * @param day a SQL expression of type date
 * @param leaseStartsOn a SQL expression of type date
 */
export function rightEndedSql(
  tenancy: string,
  day: string,
  leaseStartsOn = `${tenancy}.lease_starts_on`,
): string {
  return `exists (
  select from tenancy_events e where e.file_number = ${tenancy}.file_number
    and e.dwelling_ref = ${tenancy}.dwelling_ref and e.cancelled_at is null
    and e.last_day_of_right < ${day} and ${ofLeaseSql(leaseStartsOn)})`;
}
