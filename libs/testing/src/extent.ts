/**
 * The size of a test: the short form in `npm test`, or the value of the environment variable. CONTRIBUTING lists the
 * variables and their long forms.
 */
export function extentOf(variable: `PASSERELLE_${string}`, short: number): number {
  return Number(process.env[variable] ?? short);
}
