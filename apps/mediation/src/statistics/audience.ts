/** For whom a report is made: the mediation team, or everybody else. */
export const AUDIENCES = ['internal', 'public'] as const;
export type Audience = (typeof AUDIENCES)[number];

/**
 * The audience of a report. Mediators know the cases; to other readers a small cell could reveal a person
 * (domain M8.1, M11.3). So a mediator may have either report, and everybody else the public one.
 *
 * @returns null when the reader may not have the report that they ask for
 */
export function audienceFor(isMediator: boolean, asked: Audience | undefined): Audience | null {
  if (isMediator) return asked ?? 'internal';
  return asked === 'internal' ? null : 'public';
}
