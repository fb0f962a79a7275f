import { defineErrors } from '@passerelle/kernel';

export const tokenErrors = defineErrors('identity', {
  invalidCredentials: {
    kind: 'invalid',
    title: { fr: 'Identifiant ou mot de passe incorrect', en: 'Wrong username or password' },
  },
  invalidClient: {
    kind: 'unauthenticated',
    title: { fr: 'Client inconnu ou secret incorrect', en: 'Unknown client or wrong secret' },
  },
  invalidRefreshToken: {
    kind: 'invalid',
    title: { fr: 'Jeton de renouvellement refusé', en: 'Refresh token refused' },
    detail: {
      fr: 'Il est expiré, révoqué ou a déjà servi : reconnectez-vous.',
      en: 'It has expired, was revoked or was used before: sign in again.',
    },
  },
  invalidScope: {
    kind: 'invalid',
    title: { fr: 'Portée non accordée', en: 'Scope not granted' },
    detail: {
      fr: 'Demandez seulement des portées attribuées au client.',
      en: 'Ask only for scopes that the client has.',
    },
  },
  missingParameter: {
    kind: 'invalid',
    title: { fr: 'Paramètre manquant', en: 'Missing parameter' },
    detail: { fr: '« {parameter} » est obligatoire.', en: '"{parameter}" is required.' },
  },
  accessEnded: {
    kind: 'forbidden',
    title: { fr: 'Accès fermé', en: 'Access ended' },
    detail: {
      fr: 'Votre accès a pris fin ou n’est pas encore ouvert : adressez-vous à votre administrateur.',
      en: 'Your access has ended or is not open yet: turn to your administrator.',
    },
  },
  unsupportedTokenType: {
    kind: 'invalid',
    title: { fr: 'Ce jeton ne se révoque pas', en: 'This kind of token cannot be revoked' },
    detail: {
      fr: 'Un jeton d’accès expire de lui-même en dix minutes au plus ; révoquez le jeton de renouvellement.',
      en: 'An access token expires by itself within ten minutes; revoke the refresh token.',
    },
  },
  passwordChangeRequired: {
    kind: 'forbidden',
    title: { fr: 'Changement de mot de passe obligatoire', en: 'Password change required' },
    detail: {
      fr: 'Passez par « mot de passe oublié » pour en choisir un nouveau.',
      en: 'Go through "forgotten password" to choose a new one.',
    },
  },
});

/** The codes of RFC 6749 § 5.2 beside ours. */
export const OAUTH_CODES: Readonly<Record<string, string>> = {
  'identity/invalid-credentials': 'invalid_grant',
  'identity/invalid-refresh-token': 'invalid_grant',
  'identity/password-change-required': 'invalid_grant',
  'identity/access-ended': 'invalid_grant',
  'identity/unsupported-token-type': 'unsupported_token_type',
  // RFC 6749 has no code for these; this one it uses for "not now" (§ 4.1.2.1).
  'identity/captcha-required': 'temporarily_unavailable',
  'identity/too-many-tries': 'temporarily_unavailable',
  'identity/too-many-sign-ins': 'temporarily_unavailable',
  'identity/invalid-client': 'invalid_client',
  'identity/invalid-scope': 'invalid_scope',
};
