import type { Localized } from '@passerelle/kernel';

/** What the engine itself finds wrong with a line. */
export const LINE_CODES = {
  'line-too-long': {
    fr: 'ligne trop longue (65 536 caractères au plus)',
    en: 'line too long (65,536 characters at most)',
  },
  'forbidden-character': {
    fr: 'caractère NUL ou demi-codet isolé',
    en: 'NUL character or lone surrogate',
  },
  'invalid-encoding': { fr: 'octets qui ne sont pas de l’UTF-8', en: 'bytes that are not UTF-8' },
  'unbalanced-quotes': {
    fr: 'guillemet ouvert et jamais fermé sur la ligne',
    en: 'quote opened and not closed on the line',
  },
  'misplaced-quote': {
    fr: 'guillemet au milieu d’une valeur',
    en: 'quote in the middle of a value',
  },
  'column-count': {
    fr: 'nombre de valeurs différent de celui de l’en-tête',
    en: 'number of values other than the header’s',
  },
  'mixed-separators': {
    fr: 'séparateur autre que celui de l’en-tête',
    en: 'separator other than the header’s',
  },
  'malformed-json': { fr: 'document JSON illisible', en: 'unreadable JSON document' },
  'not-an-object': { fr: 'un objet JSON est attendu', en: 'a JSON object is expected' },
  'duplicate-member': { fr: 'membre répété', en: 'repeated member' },
  'unknown-member': { fr: 'membre inconnu', en: 'unknown member' },
  'number-out-of-range': { fr: 'nombre hors limites', en: 'number out of range' },
  'duplicate-line': {
    fr: 'une ligne précédente du fichier porte sur le même objet',
    en: 'an earlier line of the file is about the same thing',
  },
  'superseded-line': {
    fr: 'une ligne suivante du fichier porte sur le même objet : elle seule compte',
    en: 'a later line of the file is about the same thing: that one alone counts',
  },
  required: { fr: 'valeur obligatoire', en: 'required value' },
  text: {
    fr: 'texte trop long ou contenant des caractères de contrôle',
    en: 'text too long or with control characters',
  },
  pattern: { fr: 'forme inattendue', en: 'unexpected form' },
  'whole-number': {
    fr: 'un nombre entier dans les limites admises est attendu',
    en: 'a whole number within the limits is expected',
  },
  amount: {
    fr: 'un montant en euros est attendu, par exemple 512,34',
    en: 'an amount of euros is expected, for example 512.34',
  },
  negative: { fr: 'montant négatif', en: 'negative amount' },
  day: {
    fr: 'une date existante est attendue, AAAA-MM-JJ',
    en: 'an existing date is expected, YYYY-MM-DD',
  },
  instant: {
    fr: 'un instant RFC 3339 est attendu, par exemple 2024-03-26T08:30:00Z',
    en: 'an RFC 3339 instant is expected, for example 2024-03-26T08:30:00Z',
  },
  flag: { fr: 'oui ou non est attendu', en: 'true or false is expected' },
  object: { fr: 'un objet JSON est attendu', en: 'a JSON object is expected' },
  list: {
    fr: 'un tableau d’objets JSON est attendu, ou il en contient trop',
    en: 'an array of JSON objects is expected, or it holds too many',
  },
  'one-of': { fr: 'valeur hors de la liste admise', en: 'value not in the list' },
} as const satisfies Record<string, Localized>;

export type LineCode = keyof typeof LINE_CODES;

/** Why a file is refused as a whole. `{column}` is a known name, or the place of one that is not known. */
export const FILE_CODES = {
  'empty-file': { fr: 'le fichier ne contient rien', en: 'the file is empty' },
  'missing-header': {
    fr: 'la première ligne n’est pas l’en-tête attendu',
    en: 'the first line is not the expected header',
  },
  'unreadable-header': { fr: 'l’en-tête est illisible', en: 'the header is unreadable' },
  'missing-column': { fr: 'la colonne {column} manque', en: 'column {column} is missing' },
  'unknown-column': {
    fr: 'la colonne n° {column} est inconnue',
    en: 'column no. {column} is unknown',
  },
  'duplicate-column': { fr: 'la colonne {column} est répétée', en: 'column {column} is repeated' },
  'unsupported-encoding': {
    fr: 'encodage UTF-16 : enregistrez le fichier en UTF-8',
    en: 'UTF-16 encoding: save the file as UTF-8',
  },
  'content-damaged': {
    fr: 'le fichier gardé n’est plus celui qui a été reçu : renvoyez-le',
    en: 'the file as kept is no longer the one received: send it again',
  },
  'internal-error': {
    fr: 'erreur interne : signalez-la avec l’identifiant de l’import',
    en: 'internal error: report it with the id of the import',
  },
} as const satisfies Record<string, Localized>;

export type FileCode = keyof typeof FILE_CODES;

/** Said of a file that is not refused for it. */
export const NOTE_CODES = {
  'converted-encoding': {
    fr: 'le fichier était en Windows-1252 (Latin-1) : il a été converti en UTF-8',
    en: 'the file was in Windows-1252 (Latin-1): it was converted to UTF-8',
  },
} as const satisfies Record<string, Localized>;

export interface FileFault {
  readonly code: string;
  readonly column: string | null;
}
