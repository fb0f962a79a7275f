import { z } from 'zod';

import { defineEvent } from '../../event.js';
import { MESSAGE_CHANNELS, messageRequest } from '../../messages.js';

/** An instant, for `notifications` to write out in words and in Paris time. */
const instant = z.iso.datetime();
/** Six digits. */
const code = z.string().regex(/^\d{6}$/);
const months = z.number().int().positive();

/** How a first password is chosen: with the code, at the address of the reset. */
const firstPassword = {
  username: z.string(),
  resetId: z.uuid(),
  code,
  validUntil: instant,
};

/** What each message says, inside `sealed`; nothing but these values varies in it. */
export const IDENTITY_MESSAGE_VALUES = {
  /** The code asked for through "forgotten password". */
  password_reset_code: z.strictObject({ code, validUntil: instant }),
  /** The channel asked for has no address on file: told through one that has, without a code. */
  password_reset_channel_missing: z.strictObject({
    askedAt: instant,
    askedChannel: z.enum(MESSAGE_CHANNELS),
  }),
  /** Told through another channel than the one that carried the code. */
  password_changed: z.strictObject({ changedAt: instant }),
  /** A member of staff has an account. */
  account_opened: z.strictObject(firstPassword),
  agent_access_opened: z.strictObject({
    organisationName: z.string(),
    ...firstPassword,
  }),
  agent_access_closed: z.strictObject({
    organisationName: z.string(),
    closedAt: instant,
    reason: z.enum([
      'left',
      'unused',
      'not_recertified',
      'end_date_reached',
      'agreement_suspended',
      'agreement_terminated',
    ]),
    /** For `unused` and `not_recertified`: the months that the settings allow. */
    months: months.nullable(),
  }),
  /** To the administrators of an organisation, before a confirmation is due. */
  agent_recertification_due: z.strictObject({
    organisationName: z.string(),
    dueOn: z.iso.date(),
    agents: z.number().int().positive(),
    /** How often the settings ask for a confirmation. */
    everyMonths: months,
  }),
  /** A copied refresh token was used: every session of its family was closed. */
  sessions_closed: z.strictObject({ closedAt: instant }),
} as const;

export type IdentityMessageTemplate = keyof typeof IDENTITY_MESSAGE_VALUES;

export const IDENTITY_MESSAGE_TEMPLATES = Object.keys(
  IDENTITY_MESSAGE_VALUES,
) as IdentityMessageTemplate[];

export type IdentityMessageValues<T extends IdentityMessageTemplate = IdentityMessageTemplate> =
  z.infer<(typeof IDENTITY_MESSAGE_VALUES)[T]>;

export const messageRequestedV1 = defineEvent({
  type: 'identity.message-requested.v1',
  producer: 'identity',
  consumers: ['notifications'],
  summary: 'A person must be told something about their account; only notifications can read what.',
  subject: 'messageId',
  data: messageRequest(IDENTITY_MESSAGE_TEMPLATES),
  example: {
    messageId: '0190a5d4-7c1e-7c3a-9b1d-2f6f0c1a7e31',
    template: 'password_reset_code',
    channel: 'sms',
    sealed: 'eyJhbGciOiJFQ0RILUVTK0EyNTZLVyJ9.c2VhbGVk.aXY.Y2lwaGVydGV4dA.dGFn',
    expiresAt: '2024-03-28T10:15:00.000Z',
    dedupKey: 'password-reset:0190a5d4-7c1e-7c3a-9b1d-2f6f0c1a7e32',
  },
});
