/** Letters that Unicode does not take apart into a letter of A to Z and a mark, in capitals. */
const SPELT_OUT: Readonly<Record<string, string>> = {
  Œ: 'OE',
  Æ: 'AE',
  Ø: 'O',
  Ł: 'L',
  Đ: 'D',
  Ð: 'D',
  Ħ: 'H',
  Ŧ: 'T',
  Þ: 'TH',
  ẞ: 'SS',
};

/** The word between a name and another name of the same person: married, widowed, born, called. */
const LINKS = new Set([
  ...['EP', 'EPS', 'EPSE', 'EPOUSE', 'EPOUX', 'VVE', 'VEUVE', 'VEUF'],
  ...['NE', 'NEE', 'DIT', 'DITE'],
]);

/** Prepositions in front of a name. One administration writes them, another one does not. */
const PREPOSITIONS = new Set([
  ...['D', 'DE', 'VAN', 'VON', 'DER', 'DEN', 'TER', 'ZU'],
  ...['DA', 'DAS', 'DI', 'DO', 'DOS'],
]);

/** Words that are a part of the name which follows. Without them it is the name of another family. */
const PREFIXES = new Set([
  ...['LE', 'LA', 'LES', 'DU', 'DES', 'DEL', 'DELLA', 'SAINT', 'SAINTE', 'ST', 'STE'],
  ...['EL', 'AL', 'BEN', 'BEL', 'BOU', 'ABD', 'ABDEL', 'ABOU', 'AIT', 'OULD', 'MAC', 'MC'],
]);

/** The words of a name in capitals of A to Z, as far as its letters have them. A file has a million names. */
function wordsOf(name: string): string[] {
  if (/^[A-Za-z]+$/.test(name)) return [name.toUpperCase()];
  const capitals = IN_ASCII.test(name) ? name.toUpperCase() : inLetters(name);
  const words = IN_ASCII.test(capitals)
    ? capitals.split(/[^A-Z0-9]+/)
    : capitals.split(/[^\p{L}\p{N}]+|\p{Lm}+/u);
  return words.filter((word) => word !== '');
}

const IN_ASCII = /^[ -~]*$/;

function inLetters(name: string): string {
  const capitals = name
    .normalize('NFKD')
    .replace(/\p{M}+/gu, '')
    .toUpperCase();
  return IN_ASCII.test(capitals)
    ? capitals
    : capitals.replace(/[^ -~]/gu, (letter) => SPELT_OUT[letter] ?? letter);
}

/**
 * The strict form in which names are compared and kept. Case, accents, ligatures, blanks, hyphens and apostrophes
 * of any kind do not count. Every word counts, in its order: two persons have one key only if a letter by letter
 * comparison without these signs finds one name.
 */
export function nameKey(name: string): string {
  return wordsOf(name).join('');
}

/**
 * The form for the comparison of a name on a form with a name in a register: the strict key, then each family
 * name where they differ from it, between slashes. "DUPONT EP MARTIN" is `DUPONTEPMARTIN/DUPONT/MARTIN`, and
 * "DE LA TOUR" is `DELATOUR/LATOUR`. Without a second family name and a preposition it is the strict key.
 */
export function surnamesKey(name: string): string {
  const words = wordsOf(name);
  const whole = words.join('');
  if (words.length < 2) return whole;
  const surnames = [...new Set(familyNamesOf(words))].filter((surname) => surname !== '').sort();
  return surnames.length === 0 || (surnames.length === 1 && surnames[0] === whole)
    ? whole
    : [whole, ...surnames].join('/');
}

/**
 * Whether two `surnamesKey` may be one person's: the strict keys are equal, or all family names of one are among
 * those of the other. A married person has a birth name, the name of the spouse or both, in any order. Two double
 * names that have one half in common are two names. "LA TOUR" is "DE LA TOUR", and "GOFF" is not "LE GOFF".
 *
 * Nothing that protects an account compares names in this way: it uses `nameKey`.
 */
export function sameSurnames(one: string, other: string): boolean {
  if (one === other) return true;
  const [ones, others] = [one.split('/'), other.split('/')];
  return ones[0] === others[0] || isAmong(ones, others) || isAmong(others, ones);
}

/** All family names of a key are in another key. */
function isAmong(parts: readonly string[], all: readonly string[]): boolean {
  const surnames = parts.length === 1 ? parts : parts.slice(1);
  return surnames.every((surname) => all.includes(surname));
}

function familyNamesOf(words: readonly string[]): string[] {
  const surnames: string[] = [];
  let begun: string[] = [];
  words.forEach((word, index) => {
    const isBetween = index > 0 && index < words.length - 1;
    if (LINKS.has(word) && isBetween) {
      surnames.push(begun.join(''));
      begun = [];
    } else if (PREPOSITIONS.has(word) && begun.every((before) => PREPOSITIONS.has(before))) {
      begun.push(word);
    } else {
      begun = [...begun.filter((before) => !PREPOSITIONS.has(before)), word];
      if (PREFIXES.has(word) || word.length === 1) return;
      surnames.push(begun.join(''));
      begun = [];
    }
  });
  return [...surnames, begun.join('')];
}
