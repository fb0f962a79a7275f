import { defineErrors } from '@passerelle/kernel';

export const workItemErrors = defineErrors('indicators', {
  emptyImport: {
    kind: 'invalid',
    title: { fr: 'Fichier vide', en: 'Empty file' },
    detail: {
      fr: 'Le corps doit contenir au moins une ligne, un objet JSON par ligne.',
      en: 'The body must hold at least one line, one JSON object a line.',
    },
  },
  tooManyLines: {
    kind: 'too-large',
    title: { fr: 'Trop de lignes', en: 'Too many lines' },
    detail: {
      fr: 'Un envoi compte au plus {limit} lignes : répartissez-les en plusieurs envois.',
      en: 'A request holds at most {limit} lines: spread them over several requests.',
    },
  },
});
