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
      fr: 'Le jeton a expiré, a été révoqué ou a déjà servi. Connectez-vous de nouveau.',
      en: 'The token has expired, was revoked or was used before. Sign in again.',
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
      fr: 'Votre accès a pris fin ou n’est pas encore ouvert. Adressez-vous à votre administrateur.',
      en: 'Your access has ended or is not open yet. Ask your administrator.',
    },
  },
  unsupportedTokenType: {
    kind: 'invalid',
    title: { fr: 'Ce jeton ne peut pas être révoqué', en: 'This kind of token cannot be revoked' },
    detail: {
      fr: 'Révoquez le jeton de renouvellement : la session et ses jetons d’accès prennent fin.',
      en: 'Revoke the refresh token: the session and its access tokens end.',
    },
  },
  secondFactorRequired: {
    kind: 'forbidden',
    title: { fr: 'Second facteur nécessaire', en: 'Second factor required' },
    detail: {
      fr: 'Le mot de passe est exact. Envoyez « mfa_token » avec un code, un code de secours ou la réponse de votre clé d’accès.',
      en: 'The password is right. Send "mfa_token" with a code, a recovery code or the answer of your passkey.',
    },
  },
  passwordChangeRequired: {
    kind: 'forbidden',
    title: { fr: 'Changement de mot de passe obligatoire', en: 'Password change required' },
    detail: {
      fr: 'Choisissez un nouveau mot de passe par « mot de passe oublié ».',
      en: 'Choose a new password through "forgotten password".',
    },
  },
});

/** The code of RFC 6749 § 5.2 for each code of this service. */
export const OAUTH_CODES: Readonly<Record<string, string>> = {
  'identity/invalid-credentials': 'invalid_grant',
  'identity/invalid-refresh-token': 'invalid_grant',
  'identity/password-change-required': 'invalid_grant',
  'identity/access-ended': 'invalid_grant',
  // RFC 6749 has no code for a sign-in of two steps. Other servers use this name.
  'identity/second-factor-required': 'mfa_required',
  'identity/second-factor-refused': 'invalid_grant',
  'identity/pending-sign-in-refused': 'invalid_grant',
  'identity/unsupported-token-type': 'unsupported_token_type',
  // RFC 6749 § 5.2 has no code for "not now". RFC 6749 § 4.1.2.1 has this code for another endpoint.
  'identity/captcha-required': 'temporarily_unavailable',
  'identity/too-many-tries': 'temporarily_unavailable',
  'identity/too-many-sign-ins': 'temporarily_unavailable',
  'identity/invalid-client': 'invalid_client',
  'identity/invalid-scope': 'invalid_scope',
};
