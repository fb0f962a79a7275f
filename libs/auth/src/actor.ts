import type {
  AccessTokenClaims,
  AuthenticationClass,
  AuthenticationMethod,
  Role,
} from '@passerelle/contracts';

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
  /** The session of a person; null for a batch client. */
  readonly sessionId: string | null;
  /** When the person last proved who they are, and how; null and empty for a batch client. */
  readonly authenticatedAt: Date | null;
  readonly amr: readonly AuthenticationMethod[];
  readonly acr: AuthenticationClass | null;
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
    sessionId: claims.sid,
    authenticatedAt: claims.auth_time === null ? null : new Date(claims.auth_time * 1_000),
    amr: claims.amr,
    acr: claims.acr,
  });
}
