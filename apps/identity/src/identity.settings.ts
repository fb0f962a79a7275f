import { z } from 'zod';

import { isLocalDate, type LocalDate, localDate } from '@passerelle/kernel';
import { sealedMessageSettings } from '@passerelle/sealed-messages';
import { setting, type SettingsOf } from '@passerelle/service-kit';

/** The kinds of characters that a password may be required to hold. */
export const CHARACTER_CLASSES = ['digit', 'upper', 'lower', 'symbol'] as const;

export type CharacterClass = (typeof CHARACTER_CLASSES)[number];

const seconds = z.coerce.number().int().min(30);
const days = z.coerce.number().int().min(1).max(3_650);
const count = z.coerce.number().int().min(1).max(1_000_000);
const day = z.string().refine(isLocalDate, 'not a day, YYYY-MM-DD').transform(localDate);

const masterKey = z
  .base64()
  .refine((text) => Buffer.from(text, 'base64').length === 32, 'not 32 bytes');

/** What is marked [X] rests on no text that could be read: expert knowledge, to be confirmed. */
export const identitySettings = {
  masterKey: setting({
    env: 'IDENTITY_MASTER_KEY',
    summary:
      'Encrypts private keys and personal identifiers at rest, and keys their search: 32 random bytes in base64.',
    schema: masterKey,
    // Known to everyone, and therefore refused in production.
    fallback: Buffer.alloc(32, 'passerelle').toString('base64'),
    requiredInProduction: true,
    secret: true,
  }),
  formerMasterKeys: setting<readonly string[]>({
    env: 'IDENTITY_FORMER_MASTER_KEYS',
    summary:
      'Earlier master keys, separated by commas, readable until `main.js rotate-keys` has re-encrypted everything.',
    schema: z
      .string()
      .transform((text) => text.split(',').map((part) => part.trim()))
      .pipe(z.array(masterKey)),
    fallback: [],
    secret: true,
  }),
  accessTokenSeconds: setting({
    env: 'IDENTITY_ACCESS_TOKEN_SECONDS',
    summary:
      'Life of an access token, ten minutes at most: services do not ask identity about each request, so this bounds how long an ended access still works.',
    schema: seconds.max(600),
    fallback: 600,
  }),
  refreshTokenSeconds: setting({
    env: 'IDENTITY_REFRESH_TOKEN_SECONDS',
    summary: 'Life of a refresh token; each use replaces it.',
    schema: seconds,
    fallback: 43_200,
  }),
  signingKeyDays: setting({
    env: 'IDENTITY_SIGNING_KEY_DAYS',
    summary: 'A signing key older than this is replaced [X].',
    schema: days,
    fallback: 90,
  }),
  signingKeyAheadSeconds: setting({
    env: 'IDENTITY_SIGNING_KEY_AHEAD_SECONDS',
    summary:
      'How long a new signing key is published before it signs: longer than services keep the key set (10 minutes).',
    schema: seconds.min(60),
    fallback: 1_200,
  }),

  // The password announced at the webinar of 28 March 2024 (domain dossier § 6.2).
  passwordMinLength: setting({
    env: 'IDENTITY_PASSWORD_MIN_LENGTH',
    summary: 'The least number of characters of a password.',
    schema: z.coerce.number().int().min(8).max(64),
    fallback: 10,
  }),
  passwordClasses: setting<readonly CharacterClass[]>({
    env: 'IDENTITY_PASSWORD_CLASSES',
    summary: 'Kinds of characters a password must hold: digit, upper, lower, symbol.',
    schema: z
      .string()
      .transform((text) => text.split(',').map((part) => part.trim()))
      .pipe(z.array(z.enum(CHARACTER_CLASSES))),
    fallback: ['digit', 'upper', 'lower'],
  }),
  passwordNudgeFrom: setting<LocalDate>({
    env: 'IDENTITY_PASSWORD_NUDGE_FROM',
    summary: 'From this day in Paris a password change is recommended at sign-in.',
    schema: day,
    fallback: localDate('2024-02-22'),
  }),
  passwordEnforceFrom: setting<LocalDate>({
    env: 'IDENTITY_PASSWORD_ENFORCE_FROM',
    summary: 'From this day in Paris whoever kept an older password must choose a new one.',
    schema: day,
    fallback: localDate('2024-03-08'),
  }),
  passwordLastChangeBefore: setting<LocalDate>({
    env: 'IDENTITY_PASSWORD_LAST_CHANGE_BEFORE',
    summary: 'A password last changed before this day in Paris is an older one.',
    schema: day,
    fallback: localDate('2024-02-15'),
  }),

  // Throttling, on which a password of 50 bits depends (CNIL 2022-100, case 2): after 5 failures a
  // minute or more, 25 tries a day at most [X], a captcha before that.
  accountCaptchaAfter: setting({
    env: 'IDENTITY_ACCOUNT_CAPTCHA_AFTER',
    summary: 'Failed sign-ins to one account after which a captcha is asked for [X].',
    schema: count,
    fallback: 3,
  }),
  accountDelayAfter: setting({
    env: 'IDENTITY_ACCOUNT_DELAY_AFTER',
    summary: 'Failed sign-ins to one account after which each further one waits, longer each time.',
    schema: count,
    fallback: 5,
  }),
  accountTriesPerDay: setting({
    env: 'IDENTITY_ACCOUNT_TRIES_PER_DAY',
    summary: 'Failed sign-ins to one account in 24 hours.',
    schema: count,
    fallback: 25,
  }),
  addressCaptchaAfter: setting({
    env: 'IDENTITY_ADDRESS_CAPTCHA_AFTER',
    summary: 'Failed sign-ins from one network address after which a captcha is asked for [X].',
    schema: count,
    fallback: 30,
  }),
  addressDelayAfter: setting({
    env: 'IDENTITY_ADDRESS_DELAY_AFTER',
    summary: 'Failed sign-ins from one network address after which each further one waits [X].',
    schema: count,
    fallback: 100,
  }),
  addressTriesPerDay: setting({
    env: 'IDENTITY_ADDRESS_TRIES_PER_DAY',
    summary: 'Failed sign-ins from one network address in 24 hours [X].',
    schema: count,
    fallback: 1_000,
  }),
  firstDelaySeconds: setting({
    env: 'IDENTITY_FIRST_DELAY_SECONDS',
    summary: 'The first wait; each further failure doubles it.',
    schema: count,
    fallback: 60,
  }),
  longestDelaySeconds: setting({
    env: 'IDENTITY_LONGEST_DELAY_SECONDS',
    summary: 'The longest wait between two tries [X].',
    schema: count,
    fallback: 3_600,
  }),
  trustedProxies: setting({
    env: 'IDENTITY_TRUSTED_PROXIES',
    summary:
      'Reverse proxies in front, each of which appends the address it saw to X-Forwarded-For; 0 trusts no header.',
    schema: z.coerce.number().int().min(0).max(10),
    fallback: 0,
  }),
  captchaCost: setting({
    env: 'IDENTITY_CAPTCHA_COST',
    summary: 'PBKDF2 rounds of one step of the proof of work.',
    schema: count,
    fallback: 1_000,
  }),
  captchaSteps: setting({
    env: 'IDENTITY_CAPTCHA_STEPS',
    summary:
      'Steps of the proof of work at most; about half of them are needed (a second or so) [X].',
    schema: count,
    fallback: 2_000,
  }),

  // Forgotten password (domain dossier § 6.2).
  resetSmsSeconds: setting({
    env: 'IDENTITY_RESET_SMS_SECONDS',
    summary: 'Validity of a code sent by SMS [X: 10 to 15 minutes].',
    schema: seconds,
    fallback: 900,
  }),
  resetEmailSeconds: setting({
    env: 'IDENTITY_RESET_EMAIL_SECONDS',
    summary: 'Validity of a code sent by e-mail [X: 10 to 15 minutes].',
    schema: seconds,
    fallback: 900,
  }),
  resetLetterSeconds: setting({
    env: 'IDENTITY_RESET_LETTER_SECONDS',
    summary: 'Validity of a code sent by letter [X: 15 days].',
    schema: seconds,
    fallback: 1_296_000,
  }),
  activationSeconds: setting({
    env: 'IDENTITY_ACTIVATION_SECONDS',
    summary:
      'Validity of the code with which an agent or a member of staff chooses a first password [X].',
    schema: seconds,
    fallback: 604_800,
  }),
  resetTries: setting({
    env: 'IDENTITY_RESET_TRIES',
    summary: 'How often a code may be tried [X].',
    schema: z.coerce.number().int().min(1).max(10),
    fallback: 5,
  }),
  resetsPerDay: setting({
    env: 'IDENTITY_RESETS_PER_DAY',
    summary:
      'Codes sent to one person in 24 hours; further requests are answered alike and send nothing [X].',
    schema: count,
    fallback: 5,
  }),
  resetsPerAddress: setting({
    env: 'IDENTITY_RESETS_PER_ADDRESS',
    summary: 'Requests for a code from one network address in 24 hours [X].',
    schema: count,
    fallback: 100,
  }),
  ...sealedMessageSettings,

  // Partners (domain dossier § 4.3).
  unusedMonths: setting({
    env: 'IDENTITY_AGENT_UNUSED_MONTHS',
    summary: 'An agent who has not signed in for so many months loses the access.',
    schema: z.coerce.number().int().min(1).max(60),
    fallback: 6,
  }),
  recertificationMonths: setting({
    env: 'IDENTITY_AGENT_RECERTIFICATION_MONTHS',
    summary: 'An agent is confirmed by an administrator at least this often [X].',
    schema: z.coerce.number().int().min(1).max(60),
    fallback: 12,
  }),
  recertificationNoticeDays: setting({
    env: 'IDENTITY_AGENT_RECERTIFICATION_NOTICE_DAYS',
    summary: 'Administrators are told so many days before a confirmation is due [X].',
    schema: days,
    fallback: 30,
  }),
  auditRetentionDays: setting({
    env: 'IDENTITY_AUDIT_RETENTION_DAYS',
    summary: 'Security events are kept so long (CNIL 2021-122: six months to a year).',
    schema: days.min(180).max(1_095),
    fallback: 365,
  }),
} as const;

export type IdentitySettings = SettingsOf<typeof identitySettings>;
