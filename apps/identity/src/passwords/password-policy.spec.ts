import fc from 'fast-check';

import { readPasswordBlocklist } from './password-blocklist.reader.js';
import { passwordFaults, plainForms } from './password-policy.js';

const POLICY = { minLength: 10, classes: ['digit', 'upper', 'lower'] as const };
const common = readPasswordBlocklist();

const codesOf = (password: string, personal: string[] = []): string[] =>
  passwordFaults(password, POLICY, (form) => common.has(form), personal).map(({ code }) => code);

describe('a new password', () => {
  it.each([
    ['Vermeil7tambour', []],
    ['Trois1Canards-en-plastique', []],
    ['Éléphanteau9gris', []],
    ['Ab3vermeil', []],
    ['Ab3vermei', ['too-short']],
    ['vermeil7tambour', ['no-upper']],
    ['VERMEIL7TAMBOUR', ['no-lower']],
    ['Vermeil-tambour', ['no-digit']],
    ['abc', ['too-short', 'no-digit', 'no-upper', 'common']],
    [`Aa1${'x'.repeat(130)}`, ['too-long', 'common']],
    ['👍👍👍👍Ab3vé', ['too-short']],
  ])('%s: %j', (password, codes) => {
    expect(codesOf(password)).toEqual(codes);
  });

  it.each([
    'Motdepasse1',
    'MotDePasse2024!',
    'P@ssw0rd2024',
    'Azertyuiop1',
    'Azerty123456',
    'Bonjour2024!',
    'Doudou44000',
    'J3t4ime2024',
    'Passerelle-2024',
    'Marseille13000',
    'Allocations2024',
    'Aa1234567890',
    'Aaaaaaaaa1',
    '1Qaz2wsx3edc',
    'M.o.t.d.e.p.a.s.s.e.1',
    'Mötdepässe12',
  ])('%s is common', (password) => {
    expect(codesOf(password)).toContain('common');
  });

  it('does not hold the name of the person', () => {
    expect(codesOf('Camille7Tambour', ['Camille', 'Durand'])).toEqual(['personal']);
    expect(codesOf('Vermeil7DURAND', ['Camille', 'Durand'])).toEqual(['personal']);
    expect(codesOf('Vermeil7tambour', ['Li', 'Vu'])).toEqual([]);
  });

  it('is refused when it disguises a word of the list in a usual way', () => {
    const words = [...common].filter((word) => /^[a-z]{6,}$/.test(word));
    const disguise = fc.record({
      word: fc.constantFrom(...words),
      before: fc.constantFrom('', '!', '#1', '42'),
      after: fc.constantFrom('1', '2024', '44!', '-2024', '1234'),
      capital: fc.boolean(),
    });
    fc.assert(
      fc.property(disguise, ({ word, before, after, capital }) => {
        const written = capital ? word.toUpperCase() : `${word[0]!.toUpperCase()}${word.slice(1)}`;
        const masked = written.replaceAll('a', '@').replaceAll('o', '0');
        for (const password of [written, masked]) {
          expect(plainForms(`${before}${password}${after}`).some((form) => common.has(form))).toBe(
            true,
          );
        }
      }),
    );
  });
});

describe('the list of common passwords', () => {
  it('has a few thousand entries', () => {
    expect(common.size).toBeGreaterThan(2_000);
  });
});
