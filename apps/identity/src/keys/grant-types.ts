/** The grants of RFC 6749 that `POST /identity/oauth/token` takes, as the server metadata name them. */
export const GRANT_TYPES = ['password', 'refresh_token', 'client_credentials'] as const;
