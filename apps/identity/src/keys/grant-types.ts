/** The second step of a sign-in: an extension grant (RFC 6749 § 4.5). */
export const SECOND_FACTOR_GRANT = 'urn:passerelle:params:oauth:grant-type:second-factor';

/** The grants that `POST /identity/oauth/token` takes, as the server metadata name them. */
export const GRANT_TYPES = [
  'password',
  SECOND_FACTOR_GRANT,
  'refresh_token',
  'client_credentials',
] as const;
