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
  'invalid-encoding': {
    fr: 'ligne abîmée, ni en UTF-8 ni en Windows-1252 : enregistrez le fichier en UTF-8',
    en: 'damaged line, neither UTF-8 nor Windows-1252: save the file as UTF-8',
  },
  'unbalanced-quotes': {
    fr: 'guillemet ouvert et non refermé sur la ligne',
    en: 'quote opened and not closed on the line',
  },
  'misplaced-quote': {
    fr: 'guillemet au milieu d’une valeur',
    en: 'quote in the middle of a value',
  },
  'column-count': {
    fr: 'il manque des valeurs sur la ligne',
    en: 'values are missing from the line',
  },
  'too-many-values': {
    fr: 'au moins une valeur de trop : une valeur qui contient le séparateur se met entre guillemets',
    en: 'at least one value too many: a value with the separator in it goes between quotes',
  },
  'total-line': {
    fr: 'cette ligne ressemble à un total : elle n’est pas lue',
    en: 'this looks like a total line: it is not read',
  },
  'mixed-separators': {
    fr: 'séparateur autre que celui de l’en-tête',
    en: 'separator other than the header’s',
  },
  'malformed-json': { fr: 'document JSON illisible', en: 'unreadable JSON document' },
  'not-an-object': { fr: 'un objet JSON est attendu', en: 'a JSON object is expected' },
  'duplicate-member': { fr: 'membre répété', en: 'repeated member' },
  'too-many-members': {
    fr: 'trop de membres ou de valeurs dans un document JSON',
    en: 'too many members or values in a JSON document',
  },
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
    fr: 'un montant en euros est attendu, avec deux décimales au plus : 512,34 ou 1234,50 (« 1.234 » se lit de deux façons)',
    en: 'an amount in euros is expected, with two decimals at most: 512.34 or 1234.50 ("1.234" can be read in two ways)',
  },
  negative: { fr: 'montant négatif', en: 'negative amount' },
  day: {
    fr: 'une date existante est attendue, AAAA-MM-JJ ou, dans un CSV, JJ/MM/AAAA',
    en: 'an existing date is expected, YYYY-MM-DD or, in CSV, DD/MM/YYYY',
  },
  'day-outside': {
    fr: 'date hors des limites admises pour cette colonne : vérifiez l’année',
    en: 'a date outside the limits of this column: check the year',
  },
  'two-digit-year': {
    fr: 'année sur deux chiffres : écrivez JJ/MM/AAAA',
    en: 'a year of two digits: write DD/MM/YYYY',
  },
  'excel-day-number': {
    fr: 'numéro de jour d’Excel au lieu d’une date : mettez la colonne au format Date, JJ/MM/AAAA ou AAAA-MM-JJ',
    en: 'a day number of Excel instead of a date: format the column as a date, DD/MM/YYYY or YYYY-MM-DD',
  },
  'scientific-notation': {
    fr: 'Excel a abrégé ce nombre (1,23E+12) : mettez la colonne au format Texte et saisissez-le de nouveau',
    en: 'Excel shortened this number (1.23E+12): format the column as text and enter it again',
  },
  'lost-zeros': {
    fr: 'il manque des chiffres : un tableur a dû retirer les zéros du début ; mettez la colonne au format Texte pour les garder',
    en: 'digits are missing: a spreadsheet has probably removed the zeros in front; format the column as text to keep them',
  },
  'siren-not-siret': {
    fr: 'neuf chiffres : c’est un SIREN ; le SIRET de l’établissement en a 14',
    en: 'nine digits: this is a SIREN; the SIRET of the establishment has 14',
  },
  'looks-like-nir': {
    fr: 'cette valeur ressemble à un numéro de sécurité sociale : il n’est pas demandé, retirez-le du fichier',
    en: 'this looks like a social security number: it is not asked for, remove it from the file',
  },
  'cents-expected': {
    fr: 'cette colonne est en centimes entiers ; un montant en euros va dans la colonne en euros',
    en: 'this column is in whole cents; an amount in euros goes into the column in euros',
  },
  'damaged-text': {
    fr: 'texte abîmé par un changement d’encodage (« é » devenu « Ã© ») : vérifiez-le',
    en: 'text damaged by a change of encoding ("é" turned into "Ã©"): check it',
  },
  'hidden-character': {
    fr: 'ce texte contient un caractère invisible, ou qui inverse le sens de lecture : retapez-le',
    en: 'this text has a character that is invisible or turns the direction of reading: type it anew',
  },
  name: {
    fr: 'un nom est attendu, sans adresse électronique ni lien',
    en: 'a name is expected, without e-mail address or link',
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
    fr: 'l’en-tête attendu n’est pas parmi les premières lignes ; les séparateurs lus sont le point-virgule, la virgule, la tabulation et la barre verticale',
    en: 'the expected header is not among the first lines; semicolon, comma, tab and vertical bar are the separators that are read',
  },
  'unreadable-header': { fr: 'l’en-tête est illisible', en: 'the header is unreadable' },
  'missing-column': { fr: 'la colonne « {column} » manque', en: 'column "{column}" is missing' },
  'unknown-column': {
    fr: 'la colonne n° {column} est inconnue',
    en: 'column no. {column} is unknown',
  },
  'duplicate-column': {
    fr: 'la colonne « {column} » est répétée',
    en: 'column "{column}" is repeated',
  },
  'unsupported-encoding': {
    fr: 'encodage UTF-16 : enregistrez le fichier en UTF-8 (« CSV UTF-8 » dans Excel)',
    en: 'UTF-16 encoding: save the file as UTF-8 ("CSV UTF-8" in Excel)',
  },
  'excel-workbook': {
    fr: 'ce fichier est un classeur Excel : enregistrez la feuille en CSV (« CSV UTF-8 »)',
    en: 'this is an Excel workbook: save the sheet as CSV ("CSV UTF-8")',
  },
  'opendocument-workbook': {
    fr: 'ce fichier est un classeur LibreOffice : enregistrez la feuille en CSV (UTF-8)',
    en: 'this is a LibreOffice workbook: save the sheet as CSV (UTF-8)',
  },
  'zip-archive': {
    fr: 'ce fichier est une archive ZIP : envoyez le fichier qu’elle contient, tel quel ou en gzip',
    en: 'this is a ZIP archive: send the file in it, as it is or as gzip',
  },
  'pdf-document': {
    fr: 'ce fichier est un document PDF : exportez les données en CSV',
    en: 'this is a PDF document: export the data as CSV',
  },
  'json-content': {
    fr: 'ce contenu est du JSON : envoyez-le en application/x-ndjson, un objet par ligne',
    en: 'this content is JSON: send it as application/x-ndjson, one object per line',
  },
  'markup-content': {
    fr: 'ce contenu est du HTML ou du XML : enregistrez la feuille en CSV',
    en: 'this content is HTML or XML: save the sheet as CSV',
  },
  'csv-content': {
    fr: 'ce contenu est du CSV : envoyez-le en text/csv',
    en: 'this content is CSV: send it as text/csv',
  },
  'one-object-per-line': {
    fr: 'un objet JSON par ligne est attendu, sans tableau autour : ni crochets, ni virgules entre les lignes',
    en: 'one JSON object per line is expected, without an array around them: no brackets, no commas between lines',
  },
  'mostly-refused': {
    fr: 'parmi les {lines} premières lignes, {refused} sont refusées : la suite n’est pas lue et aucune ligne n’est prise en compte ; corrigez le fichier d’après le rapport, puis renvoyez-le',
    en: 'of the first {lines} lines, {refused} are refused: the rest is not read, and no line takes effect; correct the file by the report, then send it again',
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

/** Follows the message about an unknown column whose meaning can be guessed. */
export const LIKELY_MEANING = {
  fr: ' (sans doute « {likely} »)',
  en: ' (probably "{likely}")',
} as const satisfies Localized;

/** Said of a file beside its faults, or without any. */
export const NOTE_CODES = {
  'converted-encoding': {
    fr: 'le fichier était en Windows-1252 (Latin-1) : il a été converti en UTF-8',
    en: 'the file was in Windows-1252 (Latin-1): it was converted to UTF-8',
  },
  'converted-latin-9': {
    fr: 'le fichier a été lu en ISO-8859-15, comme annoncé, et converti en UTF-8',
    en: 'the file was read as ISO-8859-15, as declared, and converted to UTF-8',
  },
  'converted-lines': {
    fr: 'des lignes du fichier étaient en Windows-1252 (Latin-1) : elles seules ont été converties en UTF-8',
    en: 'lines of the file were in Windows-1252 (Latin-1): they alone were converted to UTF-8',
  },
  'charset-contradicted': {
    fr: 'le jeu de caractères annoncé n’est pas celui du fichier, qui a été lu dans le sien',
    en: 'the charset that was declared is not the one of the file, which was read in its own',
  },
  'header-line': {
    fr: 'l’en-tête est à la ligne {line} : les lignes qui précèdent ne sont pas lues',
    en: 'the header is on line {line}: the lines above are not read',
  },
  'ignored-columns': {
    fr: 'colonnes ignorées : {columns}',
    en: 'ignored columns: {columns}',
  },
  'accepted-columns': {
    fr: 'colonnes acceptées : {columns} ; les autres peuvent être ignorées (paramètre « unknownColumns=ignore »)',
    en: 'accepted columns: {columns}; others can be ignored (parameter "unknownColumns=ignore")',
  },
} as const satisfies Record<string, Localized>;

export interface Note {
  readonly code: keyof typeof NOTE_CODES;
  /** What stands in the place of `{name}`; no value of the file. */
  readonly values?: Readonly<Record<string, string>>;
}

/** Why a file is refused as a whole: one of several reasons, perhaps. */
export interface FileFault {
  readonly code: string;
  readonly column: string | null;
  /** The column that is probably meant. */
  readonly likely?: string;
  readonly line?: number;
  /** What stands in the place of `{name}`, beside the column; no value of the file. */
  readonly values?: Readonly<Record<string, string>>;
}
