/**
 * How far a test goes: the short form in `npm test`, more where the environment says so. The variables and their
 * long forms stand in CONTRIBUTING.
 */
export function extentOf(variable: `PASSERELLE_${string}`, short: number): number {
  return Number(process.env[variable] ?? short);
}
