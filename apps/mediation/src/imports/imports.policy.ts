/** Who asks, as the token says it. */
export interface ImportActor {
  readonly subject: string;
  readonly roles: readonly string[];
}

/** The mediators answer for every case, so they see every import; others see those that they sent. */
export function maySeeImport(
  actor: ImportActor,
  sent: { readonly createdBy: string | null },
): boolean {
  return actor.roles.includes('mediator') || sent.createdBy === actor.subject;
}
