/** The longest line that La Poste's machines read, and so the longest of an envelope (NF Z10-011; domain A3.8). */
export const ADDRESS_LINE_LENGTH = 38;

/** Letters, not code units: an accent may be a character of its own. */
function fitsAddressLine(line: string): boolean {
  return Array.from(line.normalize('NFC')).length <= ADDRESS_LINE_LENGTH;
}

/** A name over as many lines as an envelope needs, broken between words. */
export function nameOnEnvelope(name: string): string[] {
  return name.split(/\s+/).reduce<string[]>((lines, word) => {
    const longer = [...lines.slice(-1), word].join(' ');
    return fitsAddressLine(longer) ? [...lines.slice(0, -1), longer] : [...lines, word];
  }, []);
}

const POSTCODE_AND_TOWN = /^\d{5} +\p{L}/u;

/**
 * Whether a letter can find its way: the last line is a postcode with its town, or a country. France itself may
 * follow the town, but says nothing without one.
 */
export function endsWithLocality(lines: readonly string[]): boolean {
  const [last = '', before = ''] = lines.map((line) => line.trim()).reverse();
  if (POSTCODE_AND_TOWN.test(last)) return true;
  const country = wordsOf(last);
  if (country === FRANCE) return POSTCODE_AND_TOWN.test(before);
  return before !== '' && countries().has(country);
}

const FRANCE = 'FRANCE';
const LETTERS = Array.from('ABCDEFGHIJKLMNOPQRSTUVWXYZ');

let known: ReadonlySet<string> | undefined;

/** The names of the countries of the world, in French and English, as the Unicode data of Node knows them. */
function countries(): ReadonlySet<string> {
  known ??= new Set(
    ['fr', 'en'].flatMap((language) => {
      const names = new Intl.DisplayNames([language], { type: 'region', fallback: 'none' });
      const codes = LETTERS.flatMap((first) => LETTERS.map((second) => first + second));
      return codes.flatMap((code) => {
        const name = code === 'ZZ' ? undefined : names.of(code);
        return name === undefined ? [] : [wordsOf(name)];
      });
    }),
  );
  return known;
}

/** `Royaume-Uni` and `ROYAUME UNI` are one name. */
function wordsOf(text: string): string {
  return text
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .toUpperCase()
    .replace(/[^A-Z]+/g, ' ')
    .trim();
}
