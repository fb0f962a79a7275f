import { defineErrors } from '@passerelle/kernel';

/** Refusals of an upload; what is wrong inside a file is told by its import's report. */
export const importErrors = defineErrors('imports', {
  emptyBody: {
    kind: 'invalid',
    title: { fr: 'Fichier vide', en: 'Empty file' },
  },
  uploadInterrupted: {
    kind: 'invalid',
    title: { fr: 'Envoi interrompu', en: 'Upload interrupted' },
    detail: {
      fr: 'Rien n’a été gardé : renvoyez le fichier, avec la même clé d’idempotence.',
      en: 'Nothing was kept: send the file again, with the same idempotency key.',
    },
  },
  corruptGzip: {
    kind: 'invalid',
    title: { fr: 'Fichier gzip tronqué ou illisible', en: 'Truncated or unreadable gzip file' },
  },
  compressionBomb: {
    kind: 'too-large',
    title: { fr: 'Taux de compression anormal', en: 'Abnormal compression ratio' },
  },
  fileTooLarge: {
    kind: 'too-large',
    title: { fr: 'Fichier trop volumineux', en: 'File too large' },
  },
  unsupportedEncoding: {
    kind: 'unsupported-media-type',
    title: { fr: 'Content-Encoding non accepté', en: 'Unsupported Content-Encoding' },
    detail: { fr: 'gzip ou rien.', en: 'gzip or none.' },
  },
  unsupportedCharset: {
    kind: 'unsupported-media-type',
    title: { fr: 'Jeu de caractères non accepté', en: 'Unsupported charset' },
    detail: {
      fr: 'utf-8, windows-1252, iso-8859-1 ou iso-8859-15.',
      en: 'utf-8, windows-1252, iso-8859-1 or iso-8859-15.',
    },
  },
  unknownKind: {
    kind: 'not-found',
    title: { fr: 'Type d’import inconnu', en: 'Unknown kind of import' },
    detail: { fr: 'Types connus : {kinds}.', en: 'Known kinds: {kinds}.' },
  },
  storageUnavailable: {
    kind: 'unavailable',
    title: { fr: 'Stockage des fichiers indisponible', en: 'File storage unavailable' },
    detail: {
      fr: 'Rien n’a été gardé : renvoyez le fichier dans un moment, avec la même clé d’idempotence.',
      en: 'Nothing was kept: send the file again in a while, with the same idempotency key.',
    },
  },
  tooManyUploads: {
    kind: 'throttled',
    title: { fr: 'Trop d’envois en cours', en: 'Too many uploads under way' },
  },
});
