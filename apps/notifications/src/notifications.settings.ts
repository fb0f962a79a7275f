import { z } from 'zod';

import { flagText, setting, type SettingsOf } from '@passerelle/service-kit';

const masterKey = z
  .base64()
  .refine((text) => Buffer.from(text, 'base64').length === 32, 'not 32 bytes');
const days = z.coerce.number().int();

export const notificationsSettings = {
  masterKey: setting({
    env: 'NOTIFICATIONS_MASTER_KEY',
    summary: 'Seals at rest the private keys that open messages: 32 random bytes in base64.',
    schema: masterKey,
    // Known to everyone, and therefore refused in production.
    fallback: Buffer.alloc(32, 'passerelle').toString('base64'),
    requiredInProduction: true,
    secret: true,
  }),
  formerMasterKeys: setting<readonly string[]>({
    env: 'NOTIFICATIONS_FORMER_MASTER_KEYS',
    summary:
      'Earlier master keys, separated by commas: a start brings what they sealed under the present one.',
    schema: z
      .string()
      .transform((text) => text.split(',').map((part) => part.trim()))
      .pipe(z.array(masterKey)),
    fallback: [],
    secret: true,
  }),
  keyDays: setting({
    env: 'NOTIFICATIONS_KEY_DAYS',
    summary: 'After so many days messages are sealed with a new key.',
    schema: days.min(1).max(730),
    fallback: 90,
  }),
  smtpUrl: setting<string | null>({
    env: 'SMTP_URL',
    summary:
      'The server that takes e-mails, `smtp://user:password@host:587` or `smtps://…:465`; without it e-mails are kept.',
    schema: z.url({ protocol: /^smtps?$/ }),
    fallback: null,
    secret: true,
  }),
  smtpRequireTls: setting({
    env: 'SMTP_REQUIRE_TLS',
    summary:
      'Refuses to hand mails to a server that offers no encryption; false for a test server.',
    schema: flagText,
    fallback: true,
  }),
  mailFrom: setting({
    env: 'MAIL_FROM',
    summary: 'The address that mails come from.',
    schema: z.email(),
    fallback: 'contact@caf-loireatlantique.fr',
  }),
  senderName: setting({
    env: 'NOTIFICATIONS_SENDER_NAME',
    summary: 'Who writes, as readers know it.',
    schema: z.string().min(1).max(60),
    fallback: 'Caf de Loire-Atlantique',
  }),
  smsUrl: setting<string | null>({
    env: 'SMS_URL',
    summary:
      'The gateway that takes text messages as POSTed JSON (README); without it they are kept.',
    // Numbers and codes travel there: in clear only within the machine.
    schema: z
      .url({ protocol: /^https?$/ })
      .refine(
        (url) => /^(https:|http:\/\/(localhost|127\.0\.0\.1|\[::1\])[:/])/.test(url),
        'not https',
      ),
    fallback: null,
    secret: true,
  }),
  smsToken: setting<string | null>({
    env: 'SMS_TOKEN',
    summary: 'The bearer token of the gateway of text messages.',
    schema: z.string().min(1),
    fallback: null,
    secret: true,
  }),
  smsSender: setting({
    env: 'SMS_SENDER',
    summary: 'The sender that telephones show, at most 11 letters and digits.',
    schema: z.string().regex(/^[A-Za-z0-9 ]{3,11}$/),
    fallback: 'Caf',
  }),
  smsIdempotent: setting({
    env: 'SMS_IDEMPOTENT',
    summary:
      'The gateway takes a repeated `Idempotency-Key` for one message: attempts cut short are then repeated instead of reported as unknown.',
    schema: flagText,
    fallback: false,
  }),
  lettersFolder: setting<string | null>({
    env: 'LETTERS_FOLDER',
    summary: 'The folder from which letters (PDF) are printed; without it they are kept.',
    schema: z.string().min(1),
    fallback: null,
  }),
  passwordPage: setting<string | null>({
    env: 'NOTIFICATIONS_PASSWORD_PAGE',
    summary:
      'The page where people choose a password; `{resetId}` stands for their request. Elsewhere than in production it is below the public address by default.',
    schema: z.url({ protocol: /^https?$/ }).refine((url) => url.includes('{resetId}')),
    fallback: null,
    requiredInProduction: true,
  }),
  recipientLimit: setting({
    env: 'NOTIFICATIONS_RECIPIENT_LIMIT',
    summary:
      'Messages that leave for one recipient in an hour; a further one waits for the next hour. No text sets this value.',
    schema: z.coerce.number().int().min(1).max(1_000_000),
    fallback: 20,
  }),
  senderLimit: setting({
    env: 'NOTIFICATIONS_SENDER_LIMIT',
    summary:
      'Messages that leave in an hour for one service that asks for them; a further one waits for the next hour. No text sets this value.',
    schema: z.coerce.number().int().min(1).max(10_000_000),
    fallback: 20_000,
  }),
  contentDays: setting({
    env: 'NOTIFICATIONS_CONTENT_DAYS',
    summary:
      'Days after which the sealed content of a message that was not sent is forgotten; that of a sent or expired one goes at once.',
    schema: days.min(1).max(90),
    fallback: 15,
  }),
  historyDays: setting({
    env: 'NOTIFICATIONS_HISTORY_DAYS',
    summary: 'Days for which the record of a message (no personal data) is kept.',
    // A request may come again for as long as its event is remembered (90 days).
    schema: days.min(91).max(3_650),
    fallback: 365,
  }),
  pollMs: setting({
    env: 'NOTIFICATIONS_POLL_MS',
    summary: 'How often, in milliseconds, to look for messages that are due.',
    schema: z.coerce.number().int().min(20).max(60_000),
    fallback: 1_000,
  }),
} as const;

export type NotificationsSettings = SettingsOf<typeof notificationsSettings>;
