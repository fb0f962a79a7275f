/** Letters that Unicode does not take apart. */
const LETTERS: Readonly<Record<string, string>> = {
  œ: 'oe',
  æ: 'ae',
  ß: 'ss',
  ø: 'o',
  ł: 'l',
  đ: 'd',
};

/** Words that tell nothing in a header, and different words for the same thing. */
const SAME_WORD: Readonly<Record<string, string>> = {
  ...Object.fromEntries(['d', 'de', 'du', 'des', 'en', 'l', 'la', 'les'].map((word) => [word, ''])),
  ...Object.fromEntries(['n', 'no', 'num', 'nro'].map((word) => [word, 'numero'])),
  nb: 'nombre',
  nbre: 'nombre',
  ref: 'reference',
  ...Object.fromEntries(['€', 'eur', 'euro'].map((word) => [word, 'euros'])),
  ...Object.fromEntries(['centime', 'centimes', 'cent', 'cts'].map((word) => [word, 'cents'])),
};

/** A word as it is compared: without case, accents, ligatures, blanks, hyphens, underscores and punctuation. */
export function foldedWord(text: string): string {
  return wordsOf(text).join('');
}

/** A header as it is compared: like a word; also without articles, and `n°`, `no` and `numéro` are the same. */
export function foldedHeader(text: string): string {
  const words = wordsOf(text);
  const folded = words.map((word) => SAME_WORD[word] ?? word).join('');
  return folded === '' ? words.join('') : folded;
}

function wordsOf(text: string): string[] {
  const bare = text
    .replaceAll('°', 'o ')
    .normalize('NFKD')
    .toLowerCase()
    .replace(/[œæßøłđ]/g, (letter) => LETTERS[letter] ?? letter)
    .replace(/\p{M}|\p{Cf}/gu, '');
  return bare.match(/[\p{L}\p{N}€]+/gu) ?? [];
}

/** How many letters have to be changed, left out or put in to make one text of the other. */
export function editDistance(one: string, other: string): number {
  const letters = [...other];
  let row = Array.from({ length: letters.length + 1 }, (_, index) => index);
  for (const [at, letter] of [...one].entries()) {
    let left = at + 1;
    const next = [left];
    row.slice(1).forEach((above, to) => {
      const changed = (row[to] ?? 0) + (letter === letters[to] ? 0 : 1);
      left = Math.min(changed, above + 1, left + 1);
      next.push(left);
    });
    row = next;
  }
  return row.at(-1) ?? 0;
}
