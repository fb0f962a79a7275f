import { z } from 'zod';

import { type LocalDate, localDate } from '@passerelle/kernel';
import { sealedMessageSettings } from '@passerelle/sealed-messages';
import { setting, type SettingsOf } from '@passerelle/service-kit';

import { secondFactorSettings } from './second-factor.settings.js';
import { day, seconds } from './setting-values.js';

/** The kinds of characters that a password may be required to hold. */
export const CHARACTER_CLASSES = ['digit', 'upper', 'lower', 'symbol'] as const;

export type CharacterClass = (typeof CHARACTER_CLASSES)[number];

const days = z.coerce.number().int().min(1).max(3_650);
const count = z.coerce.number().int().min(1).max(1_000_000);

const masterKey = z
  .base64()
  .refine((text) => Buffer.from(text, 'base64').length === 32, 'not 32 bytes');

export const identitySettings = {
  masterKey: setting({
    env: 'IDENTITY_MASTER_KEY',
    summary:
      'The key that seals private keys and personal data at rest and keys their search: 32 random bytes in base64.',
    schema: masterKey,
    // Everyone knows this key, so production refuses the key.
    fallback: Buffer.alloc(32, 'passerelle').toString('base64'),
    requiredInProduction: true,
    secret: true,
  }),
  formerMasterKeys: setting<readonly string[]>({
    env: 'IDENTITY_FORMER_MASTER_KEYS',
    summary:
      'Former master keys, separated by commas. They are needed until `main.js rotate-keys` has brought every value under the current key.',
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
      'Life of an access token, ten minutes at most. A service that cannot reach identity learns of no ended access, so such an access still works there for this time.',
    schema: seconds.max(600),
    fallback: 600,
  }),
  refreshTokenSeconds: setting({
    env: 'IDENTITY_REFRESH_TOKEN_SECONDS',
    summary: 'Life of a refresh token. Each use replaces the token.',
    schema: seconds,
    fallback: 43_200,
  }),
  refreshGraceSeconds: setting({
    env: 'IDENTITY_REFRESH_GRACE_SECONDS',
    summary:
      'Time after the use of a refresh token in which a second use gets the same successor, as two tabs of one browser may renew at once. A later use ends the session. No text sets this value.',
    schema: z.coerce.number().int().min(0).max(60),
    fallback: 20,
  }),
  sessionSeconds: setting({
    env: 'IDENTITY_SESSION_SECONDS',
    summary:
      'Absolute life of a session, however often the session is renewed. Then the person signs in again. No text sets this value.',
    schema: seconds.max(2_592_000),
    fallback: 86_400,
  }),
  signingKeyDays: setting({
    env: 'IDENTITY_SIGNING_KEY_DAYS',
    summary: 'Days after which a signing key is replaced. No text sets this value.',
    schema: days,
    fallback: 90,
  }),
  signingKeyAheadSeconds: setting({
    env: 'IDENTITY_SIGNING_KEY_AHEAD_SECONDS',
    summary:
      'Time between the publication of a signing key and its first signature. Services keep the key set for a minute at most, so the time must be longer.',
    schema: seconds.min(60),
    fallback: 1_200,
  }),

  // The stronger password of 2024 (domain A2.6); its days were told at the webinar of 28 March 2024 (domain
  // A2).
  passwordMinLength: setting({
    env: 'IDENTITY_PASSWORD_MIN_LENGTH',
    summary: 'Smallest number of characters of a password.',
    schema: z.coerce.number().int().min(8).max(64),
    fallback: 10,
  }),
  passwordClasses: setting<readonly CharacterClass[]>({
    env: 'IDENTITY_PASSWORD_CLASSES',
    summary: 'Kinds of characters that a password must hold: digit, upper, lower, symbol.',
    schema: z
      .string()
      .transform((text) => text.split(',').map((part) => part.trim()))
      .pipe(z.array(z.enum(CHARACTER_CLASSES))),
    fallback: ['digit', 'upper', 'lower'],
  }),
  passwordNudgeFrom: setting<LocalDate>({
    env: 'IDENTITY_PASSWORD_NUDGE_FROM',
    summary: 'From this day on, in Paris, a sign-in recommends a password change.',
    schema: day,
    fallback: localDate('2024-02-22'),
  }),
  passwordEnforceFrom: setting<LocalDate>({
    env: 'IDENTITY_PASSWORD_ENFORCE_FROM',
    summary:
      'From this day on, in Paris, a person with an older password must choose a new password.',
    schema: day,
    fallback: localDate('2024-03-08'),
  }),
  passwordLastChangeBefore: setting<LocalDate>({
    env: 'IDENTITY_PASSWORD_LAST_CHANGE_BEFORE',
    summary: 'A password last changed before this day, in Paris, is an older password.',
    schema: day,
    fallback: localDate('2024-02-15'),
  }),

  ...secondFactorSettings,

  // A password of 50 bits needs a restriction of access (CNIL, délibération 2022-100; domain A1.2). The
  // figures of the restriction are not in that text (domain A1.6).
  accountCaptchaAfter: setting({
    env: 'IDENTITY_ACCOUNT_CAPTCHA_AFTER',
    summary:
      'Failed sign-ins to one account after which a sign-in needs a captcha. No text sets this value.',
    schema: count,
    fallback: 3,
  }),
  accountDelayAfter: setting({
    env: 'IDENTITY_ACCOUNT_DELAY_AFTER',
    summary:
      'Failed sign-ins to one account after which each further sign-in has to wait, longer each time. No text sets this value.',
    schema: count,
    fallback: 5,
  }),
  accountTriesPerDay: setting({
    env: 'IDENTITY_ACCOUNT_TRIES_PER_DAY',
    summary:
      'Failed sign-ins with one name in 24 hours, after which an address that is not known has a few tries only. From one address no further sign-in with the name is possible. No text sets this value.',
    schema: count,
    fallback: 25,
  }),
  accountStrangersTries: setting({
    env: 'IDENTITY_ACCOUNT_STRANGERS_TRIES',
    summary:
      'Sign-ins with one name that each address that is not known may try after the tries of the day are used up, so that failures of others do not keep the holder out. No text sets this value.',
    schema: z.coerce.number().int().min(0).max(10),
    fallback: 3,
  }),
  accountStrangersTriesPerDay: setting({
    env: 'IDENTITY_ACCOUNT_STRANGERS_TRIES_PER_DAY',
    summary:
      'Failed sign-ins with one name in 24 hours from all addresses that are not known, after which only known addresses and a new password remain. No text sets this value.',
    schema: count,
    fallback: 100,
  }),
  knownAddressDays: setting({
    env: 'IDENTITY_KNOWN_ADDRESS_DAYS',
    summary:
      'Days after the last sign-in for which a network address is known for the name. No text sets this value.',
    schema: days,
    fallback: 90,
  }),
  clientTriesPerAddress: setting({
    env: 'IDENTITY_CLIENT_TRIES_PER_ADDRESS',
    summary:
      'Refused sign-ins of batch clients in 24 hours from one network address, and of one client. Further refusals are throttled; the right secret is never refused. No text sets this value.',
    schema: count,
    fallback: 100,
  }),
  addressCaptchaAfter: setting({
    env: 'IDENTITY_ADDRESS_CAPTCHA_AFTER',
    summary:
      'Failed sign-ins from one network address after which a sign-in needs a captcha. No text sets this value.',
    schema: count,
    fallback: 30,
  }),
  addressDelayAfter: setting({
    env: 'IDENTITY_ADDRESS_DELAY_AFTER',
    summary:
      'Failed sign-ins from one network address after which each further sign-in has to wait. No text sets this value.',
    schema: count,
    fallback: 100,
  }),
  addressTriesPerDay: setting({
    env: 'IDENTITY_ADDRESS_TRIES_PER_DAY',
    summary:
      'Failed sign-ins from one network address in 24 hours, after which no further sign-in is possible. No text sets this value.',
    schema: count,
    fallback: 1_000,
  }),
  firstDelaySeconds: setting({
    env: 'IDENTITY_FIRST_DELAY_SECONDS',
    summary: 'The first wait. Each further failure doubles the wait.',
    schema: count,
    fallback: 60,
  }),
  longestDelaySeconds: setting({
    env: 'IDENTITY_LONGEST_DELAY_SECONDS',
    summary: 'The longest wait between two tries. No text sets this value.',
    schema: count,
    fallback: 3_600,
  }),
  trustedProxies: setting({
    env: 'IDENTITY_TRUSTED_PROXIES',
    summary:
      'Number of reverse proxies in front of the service. Each proxy appends the address that it saw to X-Forwarded-For. With 0 the header is ignored.',
    schema: z.coerce.number().int().min(0).max(10),
    fallback: 0,
  }),
  captchaCost: setting({
    env: 'IDENTITY_CAPTCHA_COST',
    summary: 'PBKDF2 rounds of one step of the captcha, a proof of work.',
    schema: count,
    fallback: 1_000,
  }),
  captchaSteps: setting({
    env: 'IDENTITY_CAPTCHA_STEPS',
    summary:
      'Largest number of steps of the captcha. A browser needs about half of the steps, which takes about a second. No text sets this value.',
    schema: count,
    fallback: 2_000,
  }),

  // Forgotten password (domain A2.7).
  resetSmsSeconds: setting({
    env: 'IDENTITY_RESET_SMS_SECONDS',
    summary:
      'Validity of a code sent by SMS. Ten to fifteen minutes are usual; no text sets this value.',
    schema: seconds,
    fallback: 900,
  }),
  resetEmailSeconds: setting({
    env: 'IDENTITY_RESET_EMAIL_SECONDS',
    summary:
      'Validity of a code sent by e-mail. Ten to fifteen minutes are usual; no text sets this value.',
    schema: seconds,
    fallback: 900,
  }),
  resetLetterSeconds: setting({
    env: 'IDENTITY_RESET_LETTER_SECONDS',
    summary:
      'Validity of a code sent by letter. About fifteen days are usual; no text sets this value.',
    schema: seconds,
    fallback: 1_296_000,
  }),
  activationSeconds: setting({
    env: 'IDENTITY_ACTIVATION_SECONDS',
    summary:
      'Validity of the code with which an agent or a member of staff chooses a first password. No text sets this value.',
    schema: seconds,
    fallback: 604_800,
  }),
  resetTries: setting({
    env: 'IDENTITY_RESET_TRIES',
    summary: 'Number of tries for one code. No text sets this value.',
    schema: z.coerce.number().int().min(1).max(10),
    fallback: 5,
  }),
  resetsPerDay: setting({
    env: 'IDENTITY_RESETS_PER_DAY',
    summary:
      'Codes sent to one person in 24 hours. Further requests get the same answer and send nothing. No text sets this value.',
    schema: count,
    fallback: 5,
  }),
  resetsPerAddress: setting({
    env: 'IDENTITY_RESETS_PER_ADDRESS',
    summary: 'Requests for a code from one network address in 24 hours. No text sets this value.',
    schema: count,
    fallback: 100,
  }),
  ...sealedMessageSettings,

  // Partners (domain C3.3, C3.4).
  unusedMonths: setting({
    env: 'IDENTITY_AGENT_UNUSED_MONTHS',
    summary:
      'Months without a sign-in after which an agent loses the access. Aidants Connect disables after six months.',
    schema: z.coerce.number().int().min(1).max(60),
    fallback: 6,
  }),
  recertificationMonths: setting({
    env: 'IDENTITY_AGENT_RECERTIFICATION_MONTHS',
    summary:
      'Months after which an agent without a new confirmation by an administrator loses the access. No text sets this value.',
    schema: z.coerce.number().int().min(1).max(60),
    fallback: 12,
  }),
  recertificationNoticeDays: setting({
    env: 'IDENTITY_AGENT_RECERTIFICATION_NOTICE_DAYS',
    summary:
      'Days before a confirmation is due on which administrators get a message. No text sets this value.',
    schema: days,
    fallback: 30,
  }),
  auditRefusalSeconds: setting({
    env: 'IDENTITY_AUDIT_REFUSAL_SECONDS',
    summary:
      'Time in which refusals of one kind from one network address are one security event with their number, after the first of them. No text sets this value.',
    schema: seconds.max(86_400),
    fallback: 600,
  }),
  auditRetentionDays: setting({
    env: 'IDENTITY_AUDIT_RETENTION_DAYS',
    summary:
      'Days for which security events are kept. The CNIL recommends six months to a year (délibération 2021-122).',
    schema: days.min(180).max(1_095),
    fallback: 365,
  }),
} as const;

export type IdentitySettings = SettingsOf<typeof identitySettings>;
