import type { FieldError } from '@passerelle/kernel';

import type { CharacterClass } from '../identity.settings.js';

export interface PasswordPolicy {
  readonly minLength: number;
  readonly classes: readonly CharacterClass[];
}

/** Long enough for any passphrase, and short enough to hash. */
export const MAX_PASSWORD_LENGTH = 128;

const FORMS: Readonly<Record<CharacterClass, RegExp>> = {
  digit: /\p{Nd}/u,
  upper: /\p{Lu}/u,
  lower: /\p{Ll}/u,
  symbol: /[^\p{L}\p{N}]/u,
};

const CLASS_NAMES: Readonly<Record<CharacterClass, { fr: string; en: string }>> = {
  digit: { fr: 'un chiffre', en: 'a digit' },
  upper: { fr: 'une majuscule', en: 'a capital letter' },
  lower: { fr: 'une minuscule', en: 'a small letter' },
  symbol: { fr: 'un signe (ni lettre ni chiffre)', en: 'a sign (neither letter nor digit)' },
};

/** Letters that stand for others in passwords. */
const DISGUISES: Readonly<Record<string, string>> = {
  '0': 'o',
  '1': 'i',
  '3': 'e',
  '4': 'a',
  '5': 's',
  '7': 't',
  '@': 'a',
  $: 's',
  '!': 'i',
  '€': 'e',
};

/** The form in which passwords are hashed, the same for every keyboard (NIST SP 800-63B § 5.1.1.2). */
export function canonicalPassword(password: string): string {
  return password.normalize('NFKC');
}

/**
 * The faults of a password; empty when the password may be chosen. Ten characters of three classes and a
 * check of guessable passwords (domain A2.6, A1.5).
 *
 * @param isCommon whether a plain form (see `plainForms`) is on the list of common passwords
 * @param personal the username and the names of the person, which others know
 * @param serviceNames see `serviceNames`
 */
export function passwordFaults(
  password: string,
  policy: PasswordPolicy,
  isCommon: (form: string) => boolean,
  personal: readonly string[] = [],
  serviceNames: readonly string[] = [],
): Omit<FieldError, 'pointer'>[] {
  const text = canonicalPassword(password);
  const length = [...text].length;
  const faults: Omit<FieldError, 'pointer'>[] = [];
  if (length < policy.minLength) {
    const least = String(policy.minLength);
    faults.push({
      code: 'too-short',
      detail: { fr: `au moins ${least} caractères`, en: `at least ${least} characters` },
    });
  }
  if (length > MAX_PASSWORD_LENGTH) {
    const most = String(MAX_PASSWORD_LENGTH);
    faults.push({
      code: 'too-long',
      detail: { fr: `au plus ${most} caractères`, en: `at most ${most} characters` },
    });
  }
  for (const name of policy.classes.filter((kind) => !FORMS[kind].test(text))) {
    const { fr, en } = CLASS_NAMES[name];
    faults.push({ code: `no-${name}`, detail: { fr: `au moins ${fr}`, en: `at least ${en}` } });
  }
  const forms = plainForms(text);
  if (forms.some(isCommon) || new Set(text).size < 5) {
    faults.push({
      code: 'common',
      detail: {
        fr: 'un mot de passe moins courant : celui-ci figure parmi les premiers essayés',
        en: 'a less common password: this one is among the first that are tried',
      },
    });
  }
  const own = personal.flatMap(plainForms).filter((form) => form.length >= SHORTEST_PART);
  if (forms.some((form) => own.some((part) => form.includes(part)))) {
    faults.push({
      code: 'personal',
      detail: {
        fr: 'un mot de passe sans votre nom ni votre identifiant',
        en: 'a password without your name or username',
      },
    });
  }
  const words = wordsOf(text);
  const isNamed = (name: string): boolean =>
    name.length < SHORTEST_PART ? words.includes(name) : forms.some((form) => form.includes(name));
  if (serviceNames.some(isNamed)) {
    faults.push({
      code: 'service-name',
      detail: {
        fr: 'un mot de passe sans le nom de la Caf ni celui du service',
        en: 'a password without the name of the Caf or of the service',
      },
    });
  }
  if (YEAR_OR_DATE.test(text)) {
    faults.push({
      code: 'year',
      detail: {
        fr: 'un mot de passe sans année ni date : une année de naissance ou l’année en cours se devine',
        en: 'a password without a year or date: a year of birth or the current year is soon guessed',
      },
    });
  }
  return faults;
}

/** A shorter name counts as a whole word only, because other words hold its letters (`caf`, `café`). */
const SHORTEST_PART = 4;

const YEAR = '(?:19|20)\\d{2}';
const MONTH_AND_DAY = '(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\\d|3[01])';
const DAY_AND_MONTH = '(?:0[1-9]|[12]\\d|3[01])(?:0[1-9]|1[0-2])';

/** A year of this century or the last one, or a date of eight digits, without further digits around it. */
const YEAR_OR_DATE = new RegExp(
  `(?<!\\d)(?:${YEAR}|${YEAR}${MONTH_AND_DAY}|${DAY_AND_MONTH}${YEAR})(?!\\d)`,
);

/** The words of a password in small letters: `MaCaf44` has `ma` and `caf`. */
function wordsOf(text: string): string[] {
  return text
    .replace(/(\p{Ll})(\p{Lu})/gu, '$1 $2')
    .toLowerCase()
    .split(/\P{L}+/u);
}

/**
 * The names under which people know this service: they are the first that somebody tries.
 *
 * @param host of the public address; its last label and `www` say nothing
 */
export function serviceNames(host: string): string[] {
  const labels = host.split('.').slice(0, -1).flatMap(plainForms);
  const own = labels.filter((label) => label.length >= SHORTEST_PART && /\p{L}/u.test(label));
  return [...new Set(['passerelle', 'caf', 'macaf', 'lacaf', ...own])];
}

/** A run of digits and signs at an end is cut at each of this many places; a longer run also as a whole. */
const MOST_CUT = 8;

/**
 * The plain forms of a password, without case, accents, separators, digits at either end and the usual
 * disguises: `P@ssw0rd-2024!` is `password`. A digit at an end may be decoration or disguise (`Mathe01`), so
 * each place to cut gives a form, and every form is compared with the list.
 */
export function plainForms(text: string): string[] {
  const lower = text.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase();
  const bare = withoutSigns(lower);
  const before = /^[^\p{L}]*/u.exec(lower)?.[0].length ?? 0;
  const after = /[^\p{L}]*$/u.exec(lower)?.[0].length ?? 0;
  const forms = new Set([bare, withoutSigns(lower.slice(before, lower.length - after))]);
  for (const from of cuts(before)) {
    for (const cut of cuts(after)) {
      const part = lower.slice(from, Math.max(from, lower.length - cut));
      forms.add(withoutSigns([...part].map((letter) => DISGUISES[letter] ?? letter).join('')));
    }
  }
  // Digits with few letters around them are compared too (`Aa1234567890`), but not a year after a long word.
  const digits = bare.replace(/^\P{Nd}+|\P{Nd}+$/gu, '');
  if (digits.length * 2 > bare.length) forms.add(digits);
  return [...forms];
}

/** The places to cut a run of digits and signs of this length. */
function cuts(length: number): number[] {
  return [...new Set([...Array(Math.min(length, MOST_CUT) + 1).keys(), length])];
}

function withoutSigns(text: string): string {
  return text.replace(/[^\p{L}\p{N}]/gu, '');
}
