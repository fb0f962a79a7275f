import { z } from 'zod';

/** The ways a message takes to a person. */
export const MESSAGE_CHANNELS = ['email', 'sms', 'letter'] as const;

export type MessageChannel = (typeof MESSAGE_CHANNELS)[number];

/**
 * The JSON inside `sealed`, whoever asks for the message; `values` is what its template needs.
 * Of the recipient only what the channel needs is given; the rest is null.
 */
export const messagePayload = z.strictObject({
  recipient: z.strictObject({
    name: z.string().nullable(),
    email: z.string().nullable(),
    /** E.164: `+33612345678`. */
    phone: z.string().nullable(),
    /** The lines under the name, as they are to stand on the envelope. */
    addressLines: z.array(z.string()).nullable(),
  }),
  values: z.record(z.string(), z.union([z.string(), z.number().int(), z.null()])),
  language: z.enum(['fr', 'en']),
});

export type MessagePayload = z.infer<typeof messagePayload>;

/**
 * JWE in compact form (RFC 7516), ECDH-ES+A256KW with A256GCM to the public key of its reader, named by its `kid`.
 */
export const SEALED = z.string().regex(/^[\w-]+(\.[\w-]*){4}$/);

/** The `values` of a message whose words another service sealed to notifications. */
export const forwardedValues = z.strictObject({ sealedWords: SEALED });

/** What a service asks of notifications: the data of its own `message-requested` event. */
export interface MessageRequest<T extends string> {
  readonly messageId: string;
  readonly template: T;
  readonly channel: MessageChannel;
  readonly sealed: string;
  readonly expiresAt: string | null;
  readonly dedupKey: string;
}

/** The schema of such a request for the templates of one service. */
export function messageRequest<T extends string>(templates: readonly T[]) {
  return z.strictObject({
    messageId: z.uuid(),
    template: z.enum(templates as [T]),
    channel: z.enum(MESSAGE_CHANNELS),
    /** For notifications; inside, `messagePayload` as JSON. */
    sealed: SEALED,
    /** After this instant the message is worth nothing and is no longer sent. */
    expiresAt: z.iso.datetime().nullable(),
    /** Two requests with one key are one message. */
    dedupKey: z.string().max(200),
  });
}
