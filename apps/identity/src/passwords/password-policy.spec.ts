import fc from 'fast-check';

import { readPasswordBlocklist } from './password-blocklist.reader.js';
import {
  canonicalPassword,
  passwordFaults,
  type PasswordPolicy,
  plainForms,
  serviceNames,
} from './password-policy.js';

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
    'Aa1234.567.890',
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

  const NAMES = serviceNames('www.extranet-nantes.caf44.example.org');
  const named = (password: string): string[] =>
    passwordFaults(password, POLICY, () => false, [], NAMES).map(({ code }) => code);

  it.each([
    ['Passerelle7vermeil', ['service-name']],
    ['Vermeil7P@sserelle', ['service-name']],
    ['Vermeil7MaCaf', ['service-name']],
    ['7vermeil-caf-Tambour', ['service-name']],
    ['Vermeil7macaftambour', ['service-name']],
    ['7ExtranetNantes', ['service-name']],
    ['Vermeil7CAF44', ['service-name']],
    ['Cafetiere7vermeil', []],
    ['Décaféiné7vermeil', []],
    ['Example7vermeil', ['service-name']],
    ['Vermeil-Org7tambour', []],
  ])('%s and the name of the service: %j', (password, codes) => {
    expect(named(password)).toEqual(codes);
  });

  it.each([
    ['Vermeil1984tambour', ['year']],
    ['VermeilTambour2024', ['year']],
    ['Vermeil-02.04.1984', ['year']],
    ['Vermeil02041984', ['year']],
    ['Vermeil19840402', ['year']],
    ['Vermeil1984!Tambour', ['year']],
    ['Ｖermeil１９８４tambour', ['year']],
    ['Vermeil1899tambour', []],
    ['Vermeil2100tambour', []],
    ['Vermeil31984tambour', []],
    ['Vermeil84tambour', []],
    ['Vermeil45671984tambour', []],
  ])('%s and years: %j', (password, codes) => {
    expect(named(password)).toEqual(codes);
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

describe('the rules of a password', () => {
  const none = (): boolean => false;
  const codes = (password: string, policy: PasswordPolicy, personal: string[] = []): string[] =>
    passwordFaults(password, policy, none, personal).map(({ code }) => code);

  it.each([
    ['digit', 'abcdé٣', 'abcdé'],
    ['upper', 'abcdÉ', 'abcdé'],
    ['lower', 'ABCDé', 'ABCDÉ'],
    ['symbol', 'abcd é', 'abcdé5'],
  ] as const)('require a %s where the settings say so', (name, good, bad) => {
    const policy = { minLength: 1, classes: [name] };
    expect(codes(good, policy)).toEqual([]);
    expect(codes(bad, policy)).toEqual([`no-${name}`]);
    expect(codes(bad, { minLength: 1, classes: [] })).toEqual([]);
  });

  it('count characters, from the least to the most', () => {
    const policy = { minLength: 6, classes: [] };
    expect(codes('abcdef', policy)).toEqual([]);
    expect(codes('abcde', policy)).toEqual(['too-short']);
    expect(codes('abcdef'.repeat(21) + 'ab', policy)).toEqual([]);
    expect(codes('abcdef'.repeat(21) + 'abc', policy)).toEqual(['too-long']);
  });

  it('need five different characters', () => {
    const policy = { minLength: 1, classes: [] };
    expect(codes('abcdeabcde', policy)).toEqual([]);
    expect(codes('abcdabcdab', policy)).toEqual(['common']);
  });

  it('refuse names of four letters or more, anywhere and in any form', () => {
    const policy = { minLength: 1, classes: [] };
    expect(codes('xxremiyyzz', policy, ['Rémi'])).toEqual(['personal']);
    expect(codes('xxleoyyzz', policy, ['Léo'])).toEqual([]);
    expect(codes('xxr3m1yyzz', policy, ['Rémi'])).toEqual(['personal']);
  });

  it('name each fault in both languages', () => {
    const policy = { minLength: 10, classes: ['digit', 'upper', 'lower', 'symbol'] as const };
    const faults = passwordFaults('', policy, none);
    expect(faults.map(({ detail }) => detail)).toEqual([
      { fr: 'au moins 10 caractères', en: 'at least 10 characters' },
      { fr: 'au moins un chiffre', en: 'at least a digit' },
      { fr: 'au moins une majuscule', en: 'at least a capital letter' },
      { fr: 'au moins une minuscule', en: 'at least a small letter' },
      {
        fr: 'au moins un signe (ni lettre ni chiffre)',
        en: 'at least a sign (neither letter nor digit)',
      },
      {
        fr: 'un mot de passe moins courant : celui-ci figure parmi les premiers essayés',
        en: 'a less common password: this one is among the first that are tried',
      },
    ]);
  });
});

describe('plainForms', () => {
  it.each([
    ['P@ssw0rd-2024!', 'password'],
    ['Mathe01', 'matheoi'],
    ['Mathe01', 'matheo'],
    ['Mathe01', 'mathe'],
    ['Éléphant9', 'elephant'],
    ['4zerty', 'azerty'],
    ['123456789012soleil', 'soleil'],
    ['soleil123456789012', 'soleil'],
    ['€uro$', 'euros'],
    ['2Azer7y1', 'azer7y'],
    ['Aa1234567890', '1234567890'],
    ['Aa1234567890zz', '1234567890'],
    ['Aa-1234-567-890-z', '1234567890'],
    ['été', 'ete'],
  ])('of %s hold %s', (password, form) => {
    expect(plainForms(password)).toContain(form);
  });

  it.each([
    ['Vermeiltambour2024', '2024'],
    ['abcd1234', '1234'],
    ['a12bc34d567', '1234567'],
  ])('of %s do not hold %s', (password, form) => {
    expect(plainForms(password)).not.toContain(form);
  });
});

describe('canonicalPassword', () => {
  it('is the same for every keyboard', () => {
    expect(canonicalPassword('e\u0301te\uff11')).toBe('éte1');
  });
});
