import type { AccessTokenClaims, Role } from '@passerelle/contracts';

/** Who calls, as their verified token says. */
export interface Actor {
  /** The account or client, a uuid: safe to log and to store beside what it did. */
  readonly subject: string;
  readonly roles: readonly Role[];
  readonly scopes: readonly string[];
  /** The dossier of a beneficiary. */
  readonly fileNumber: string | null;
  readonly organisation: string | null;
  /** The services in whose name the person answers: of the Caf for a `caf_agent`, of `organisation` for a partner's agent. */
  readonly services: readonly string[];
  /** Of a partner's agent: the profile of the agreement, which says what may be seen. */
  readonly profile?: string | null;
}

export function actorFrom(claims: AccessTokenClaims): Actor {
  return Object.freeze({
    subject: claims.sub,
    roles: claims.roles,
    scopes: claims.scope === '' ? [] : claims.scope.split(' '),
    fileNumber: claims.file_number,
    organisation: claims.organisation,
    services: claims.services,
    profile: claims.profile,
  });
}
