import { z } from 'zod';

import { AUTHENTICATION_CLASSES, AUTHENTICATION_METHODS } from './authentication.js';
import { ROLES } from './roles.js';

/** The audience of every access token: the services together. */
export const AUDIENCE = 'passerelle';

/** The `typ` header of access tokens (RFC 9068), so that no other signed token passes for one. */
export const ACCESS_TOKEN_TYPE = 'at+jwt';

/** One fixed signature algorithm (RFC 8725 § 3.1): a token cannot choose how it is checked. */
export const SIGNATURE_ALGORITHM = 'ES256';

/** The form of the code by which tokens name an organisation; the SIRET of a partner has it too. */
export const ORGANISATION_CODE = /^[a-z0-9]+(-[a-z0-9]+)*$/;

/** What an access token says: who, which organisation and what for. */
export const accessTokenClaims = z.object({
  iss: z.string(),
  aud: z.union([z.string(), z.array(z.string())]),
  sub: z.uuid(),
  iat: z.number().int(),
  exp: z.number().int(),
  jti: z.string(),
  /** The client through which the token was asked for. */
  client_id: z.string(),
  roles: z.array(z.enum(ROLES)),
  /** Space-separated scopes (RFC 6749 § 3.3). */
  scope: z.string().default(''),
  /** The dossier of a beneficiary. */
  file_number: z.string().nullable().default(null),
  /** The partner organisation on whose behalf the person acts. */
  organisation: z.string().nullable().default(null),
  /** The services in whose name the person answers: of the Caf for a `caf_agent`, of `organisation` for a partner's agent. */
  services: z.array(z.string()).default([]),
  /** Of a partner's agent: the profile of the agreement, which says what may be seen. */
  profile: z.string().nullable().default(null),
  /** The session of a person; null for a batch client, as are the members below. */
  sid: z.uuid().nullable().default(null),
  /** When the person last proved who they are, in seconds: a renewal of the session does not change this. */
  auth_time: z.number().int().nullable().default(null),
  amr: z.array(z.enum(AUTHENTICATION_METHODS)).default([]),
  acr: z.enum(AUTHENTICATION_CLASSES).nullable().default(null),
});

export type AccessTokenClaims = z.infer<typeof accessTokenClaims>;
