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
  uploadTooSlow: {
    kind: 'too-slow',
    title: { fr: 'Envoi trop lent', en: 'Upload too slow' },
    detail: {
      fr: 'Moins de {minBytesPerSecond} octets par seconde pendant {seconds} secondes : rien n’a été gardé. Renvoyez le fichier compressé en gzip, en plusieurs fichiers, ou par une connexion plus rapide.',
      en: 'Less than {minBytesPerSecond} bytes per second for {seconds} seconds: nothing was kept. Send the file compressed with gzip, in several files, or over a faster connection.',
    },
  },
  corruptGzip: {
    kind: 'invalid',
    title: { fr: 'Fichier gzip tronqué ou illisible', en: 'Truncated or unreadable gzip file' },
  },
  compressionBomb: {
    kind: 'too-large',
    title: { fr: 'Taux de compression anormal', en: 'Abnormal compression ratio' },
    detail: {
      fr: 'Le contenu est plus de {ratio} fois plus volumineux que son gzip : envoyez le fichier sans compression.',
      en: 'The content is more than {ratio} times larger than its gzip: send the file without compression.',
    },
  },
  fileTooLarge: {
    kind: 'too-large',
    title: { fr: 'Fichier trop volumineux', en: 'File too large' },
    detail: {
      fr: '{maxBytes} octets au plus, une fois décompressé : envoyez les lignes en plusieurs fichiers.',
      en: '{maxBytes} bytes at most, decompressed: send the lines in several files.',
    },
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
    detail: {
      fr: 'Le nombre d’envois simultanés est atteint ({limit}) : renvoyez le fichier quand un envoi en cours est terminé.',
      en: 'The number of simultaneous uploads is reached ({limit}): send the file again when an upload under way has ended.',
    },
  },
  tooManyWaiting: {
    kind: 'throttled',
    title: { fr: 'Trop de fichiers en attente', en: 'Too many files waiting' },
    detail: {
      fr: 'Vos fichiers, ou ceux de votre organisation, attendent déjà leur traitement en trop grand nombre ou volume ({files} fichiers, {bytes} octets) : renvoyez celui-ci quand l’un d’eux est traité.',
      en: 'Too many files of yours, or of your organisation, wait to be processed, or too large ones ({files} files, {bytes} bytes): send this one again when one of them has been processed.',
    },
  },
  tooMuchForNow: {
    kind: 'throttled',
    title: { fr: 'Fichiers en attente trop volumineux', en: 'Waiting files too large' },
    detail: {
      fr: 'Avec ceux qui attendent déjà leur traitement, ce fichier dépasse le volume admis ({room} octets restent libres) : renvoyez-le quand ils sont traités. Rien n’en a été gardé.',
      en: 'Together with the files that wait to be processed, this file exceeds the volume allowed ({room} bytes are left): send it again when they have been processed. Nothing of it was kept.',
    },
  },
  reportRemoved: {
    kind: 'gone',
    title: { fr: 'Rapport supprimé', en: 'Report removed' },
    detail: {
      fr: 'Le rapport d’un import est supprimé {days} jours après la fin de l’import. Les totaux de l’import restent lisibles.',
      en: 'The report of an import is removed {days} days after the end of the import. The totals of the import can still be read.',
    },
  },
});
