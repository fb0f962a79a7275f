import { defineErrors } from '@passerelle/kernel';

/** The errors of the HTTP edge, the same for every service. */
export const requestErrors = defineErrors('request', {
  malformedJson: {
    kind: 'invalid',
    title: { fr: 'Corps de requête illisible', en: 'Unreadable request body' },
    detail: {
      fr: 'Le corps n’est pas un document JSON valide (position {offset}).',
      en: 'The body is not a valid JSON document (at offset {offset}).',
    },
  },
  invalidUtf8: {
    kind: 'invalid',
    title: { fr: 'Encodage invalide', en: 'Invalid encoding' },
    detail: { fr: 'Le texte doit être en UTF-8 valide.', en: 'Text must be valid UTF-8.' },
  },
  duplicateKey: {
    kind: 'invalid',
    title: { fr: 'Membre répété', en: 'Duplicate member' },
    detail: {
      fr: 'Un objet JSON contient deux fois le même membre (position {offset}).',
      en: 'A JSON object has the same member twice (at offset {offset}).',
    },
  },
  forbiddenMember: {
    kind: 'invalid',
    title: { fr: 'Nom de membre interdit', en: 'Forbidden member name' },
    detail: {
      fr: 'Un membre porte un nom réservé (position {offset}).',
      en: 'A member has a reserved name (at offset {offset}).',
    },
  },
  forbiddenCharacter: {
    kind: 'invalid',
    title: { fr: 'Caractère interdit', en: 'Forbidden character' },
    detail: {
      fr: 'Les caractères NUL et les demi-codets isolés ne sont pas admis.',
      en: 'NUL characters and lone surrogates are not allowed.',
    },
  },
  reservedMember: {
    kind: 'forbidden',
    title: { fr: 'Valeur fixée par le service', en: 'Value set by the service' },
    detail: {
      fr: 'Le service fixe lui-même ces valeurs pour votre compte. Envoyez la requête sans elles.',
      en: 'The service itself sets these values for your account. Send the request without them.',
    },
  },
  tooDeep: {
    kind: 'invalid',
    title: { fr: 'Imbrication trop profonde', en: 'Nested too deeply' },
  },
  tooManyMembers: {
    kind: 'invalid',
    title: { fr: 'Trop de membres', en: 'Too many members' },
    detail: {
      fr: 'Un objet ou un formulaire compte plus de {limit} membres.',
      en: 'An object or a form has more than {limit} members.',
    },
  },
  tooManyValues: {
    kind: 'invalid',
    title: { fr: 'Trop de valeurs', en: 'Too many values' },
    detail: {
      fr: 'Le corps compte plus de {limit} valeurs : envoyez-le en plusieurs requêtes.',
      en: 'The body has more than {limit} values: send it in several requests.',
    },
  },
  numberOutOfRange: {
    kind: 'invalid',
    title: { fr: 'Nombre hors limites', en: 'Number out of range' },
    detail: { fr: 'Position {offset}.', en: 'At offset {offset}.' },
  },
  malformedUrl: {
    kind: 'invalid',
    title: { fr: 'Adresse invalide', en: 'Invalid address' },
  },
  addressWithoutLocality: {
    kind: 'rule',
    title: { fr: 'Adresse sans commune', en: 'Address without a town' },
    detail: {
      fr: 'La dernière ligne porte le code postal et la commune (« 44000 NANTES »), ou le pays pour une adresse à l’étranger.',
      en: 'The last line holds the postcode and the town ("44000 NANTES"), or the country of an address abroad.',
    },
  },
  malformedRequest: {
    kind: 'invalid',
    title: { fr: 'Requête invalide', en: 'Invalid request' },
  },
  validationFailed: {
    kind: 'invalid',
    title: { fr: 'Données invalides', en: 'Invalid data' },
    detail: {
      fr: 'Chaque champ à corriger est désigné dans « errors ».',
      en: 'Each field to correct is named in "errors".',
    },
  },
  bodyTooLarge: {
    kind: 'too-large',
    title: { fr: 'Corps de requête trop volumineux', en: 'Request body too large' },
  },
  unsupportedMediaType: {
    kind: 'unsupported-media-type',
    title: { fr: 'Type de contenu non accepté', en: 'Unsupported content type' },
  },
  unknownPath: {
    kind: 'not-found',
    title: { fr: 'Adresse inconnue', en: 'Unknown address' },
  },
  unknownId: {
    kind: 'not-found',
    title: { fr: 'Ressource introuvable', en: 'Resource not found' },
  },
  versionMismatch: {
    kind: 'stale',
    title: { fr: 'Version dépassée', en: 'Outdated version' },
    detail: {
      fr: 'La ressource a changé depuis votre lecture : relisez-la avant de la modifier.',
      en: 'The resource changed since you read it: read it again before changing it.',
    },
  },
  invalidIfMatch: {
    kind: 'invalid',
    title: { fr: 'En-tête If-Match invalide', en: 'Invalid If-Match header' },
  },
  invalidIdempotencyKey: {
    kind: 'invalid',
    title: { fr: 'Clé d’idempotence invalide', en: 'Invalid idempotency key' },
    detail: {
      fr: 'La clé compte 1 à 255 caractères ASCII imprimables.',
      en: 'The key has 1 to 255 printable ASCII characters.',
    },
  },
  idempotencyKeyReused: {
    kind: 'rule',
    title: { fr: 'Clé d’idempotence déjà utilisée', en: 'Idempotency key reused' },
    detail: {
      fr: 'Cette clé a servi à une autre requête.',
      en: 'This key was used for another request.',
    },
  },
  idempotencyKeyInFlight: {
    kind: 'conflict',
    title: { fr: 'Requête identique en cours', en: 'Same request in progress' },
    detail: {
      fr: 'La première requête portant cette clé n’est pas terminée.',
      en: 'The first request with this key has not finished.',
    },
  },
  tooManyRequests: {
    kind: 'throttled',
    title: { fr: 'Trop de requêtes', en: 'Too many requests' },
    detail: {
      fr: 'Recommencez dans {retryAfterSeconds} s. L’en-tête « RateLimit » dit ce qui reste.',
      en: 'Try again in {retryAfterSeconds} s. The header "RateLimit" says what is left.',
    },
  },
  tooManyStreams: {
    kind: 'throttled',
    title: { fr: 'Trop de suivis ouverts', en: 'Too many event streams' },
    detail: {
      fr: '{limit} suivis en direct au plus à la fois : fermez-en un, ou relisez l’état de temps en temps.',
      en: '{limit} event streams at most at a time: close one of them, or read the state now and then.',
    },
  },
  temporarilyUnavailable: {
    kind: 'unavailable',
    title: { fr: 'Service momentanément indisponible', en: 'Service temporarily unavailable' },
  },
});
