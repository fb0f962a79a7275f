import { z } from 'zod';

import { defineEvent } from '../../event.js';
import { SEALED } from '../../messages.js';

/** Inside `sealedRecipient`, which only identity opens: to whom the acknowledgement goes. */
export const acknowledgementRecipient = z.strictObject({
  /** The account that sent the request, where it speaks for the person. */
  accountId: z.uuid().nullable(),
  /** Whom to look for otherwise. */
  fileNumber: z.string(),
});

export type AcknowledgementRecipient = z.infer<typeof acknowledgementRecipient>;

const text = z.string().min(1);
const words = z.strictObject({ fr: text, en: text });

/** What each message about a case says, in both languages: only identity knows which one the person reads. */
export const MEDIATION_MESSAGE_VALUES = {
  /** The five elements of R112-5 CRPA (domain M10.1), and where the case stands. */
  referral_acknowledged: z.strictObject({
    reference: text,
    receivedOn: z.iso.date(),
    service: z.strictObject({
      name: text,
      postalAddress: text,
      phone: text,
      email: text.nullable(),
    }),
    state: z.array(words).min(1),
    /** Empty when nothing is missing. */
    missing: z.array(words),
    silence: z.array(words).min(1),
    remedies: z.array(words).min(1),
  }),
} as const;

export type MediationMessageTemplate = keyof typeof MEDIATION_MESSAGE_VALUES;

export const MEDIATION_MESSAGE_TEMPLATES = Object.keys(
  MEDIATION_MESSAGE_VALUES,
) as MediationMessageTemplate[];

export const acknowledgementDueV1 = defineEvent({
  type: 'mediation.acknowledgement-due.v1',
  producer: 'mediation',
  consumers: ['identity'],
  summary:
    'A request for mediation is to be acknowledged; only identity can read to whom, and only notifications what.',
  subject: 'referralId',
  data: z.strictObject({
    referralId: z.uuid(),
    sealedRecipient: SEALED,
    sealedWords: SEALED,
  }),
  example: {
    referralId: '0190a5d4-7c1e-7c3a-9b1d-2f6f0c1a7e11',
    sealedRecipient: 'eyJhbGciOiJFQ0RILUVTK0EyNTZLVyJ9.c2VhbGVk.aXY.Y2lwaGVydGV4dA.dGFn',
    sealedWords: 'eyJhbGciOiJFQ0RILUVTK0EyNTZLVyJ9.c2VhbGVk.aXY.Y2lwaGVydGV4dA.dGFn',
  },
});
