import type { MessageChannel } from '@passerelle/contracts';
import { addDays, type Localized, parisDay, startOfParisDay } from '@passerelle/kernel';

export const STATUSES = [
  /** Complete, and no transport to give it to: an administrator may send it later. */
  'kept',
  'queued',
  /** An attempt is under way, or was when a process died. */
  'sending',
  'sent',
  /** Perhaps sent: an attempt was cut short and repeating it could send it twice. Somebody decides. */
  'unknown',
  /** Given up after the last attempt. */
  'failed',
  /** Refused for good: no such address, nothing readable inside. */
  'undeliverable',
  /** Not sent in time. */
  'expired',
] as const;

export type MessageStatus = (typeof STATUSES)[number];

/** The state of a message as a refusal says it: `Le message est …`. */
export const STATUS_WORDS: Readonly<Record<MessageStatus, Localized>> = {
  kept: { fr: 'conservé', en: 'kept' },
  queued: { fr: 'en attente d’envoi', en: 'waiting to be sent' },
  sending: { fr: 'en cours d’envoi', en: 'being sent' },
  sent: { fr: 'envoyé', en: 'sent' },
  unknown: { fr: 'peut-être envoyé', en: 'perhaps sent' },
  failed: { fr: 'non envoyé', en: 'not sent' },
  undeliverable: { fr: 'impossible à remettre', en: 'undeliverable' },
  expired: { fr: 'périmé', en: 'expired' },
};

export const CHANNEL_WORDS: Readonly<Record<MessageChannel, Localized>> = {
  email: { fr: 'par courrier électronique', en: 'by e-mail' },
  sms: { fr: 'par SMS', en: 'by text message' },
  letter: { fr: 'par courrier', en: 'by letter' },
};

/** How one attempt to hand a message over went. Codes never hold a value of the message. */
export type Outcome =
  | { readonly kind: 'sent' }
  /** Certainly not taken, or repeating does no harm: another try may do. */
  | { readonly kind: 'not_now'; readonly code: string }
  /** Nothing was tried: a limit holds the message back until this instant. */
  | { readonly kind: 'held'; readonly code: string; readonly until: Date }
  /** Another try would fare no better. */
  | { readonly kind: 'refused'; readonly code: string }
  /** Perhaps taken, and repeating could send it twice. */
  | { readonly kind: 'unclear'; readonly code: string }
  /** Its time is over. */
  | { readonly kind: 'too_late'; readonly code: string | null }
  /** There is no transport any more. */
  | { readonly kind: 'no_transport' };

/** What an attempt leaves behind. */
export interface Settlement {
  readonly status: MessageStatus;
  readonly lastErrorCode: string | null;
  /** When to look at it again. */
  readonly dueAt: Date | null;
  readonly sentAt: Date | null;
  /** Nothing more will be done with the content: it goes. */
  readonly forget: boolean;
  /** The attempt does not count: nothing was tried. */
  readonly untried: boolean;
}

/** A dozen attempts over a good day and a half: 5 s, 15 s, 45 s, 2, 7, 20 min, 1 h, 3 h, then every 6 h. */
export const MAX_ATTEMPTS = 12;
const FIRST_DELAY_MS = 5_000;
const LONGEST_DELAY_MS = 6 * 3_600_000;

/** @param attempts made so far, at least one */
export function retryDelayMs(attempts: number): number {
  return Math.min(FIRST_DELAY_MS * 3 ** (attempts - 1), LONGEST_DELAY_MS);
}

/** @param attempts made so far, this one included */
export function settle(outcome: Outcome, attempts: number, now: Date): Settlement {
  const over = {
    lastErrorCode: null,
    dueAt: null,
    sentAt: null,
    forget: false,
    untried: false,
  };
  switch (outcome.kind) {
    case 'sent':
      return { ...over, status: 'sent', sentAt: now, forget: true };
    case 'refused':
      return { ...over, status: 'undeliverable', lastErrorCode: outcome.code };
    case 'unclear':
      return { ...over, status: 'unknown', lastErrorCode: outcome.code };
    case 'too_late':
      return { ...over, status: 'expired', lastErrorCode: outcome.code, forget: true };
    case 'no_transport':
      return { ...over, status: 'kept' };
    case 'held':
      return {
        ...over,
        status: 'queued',
        lastErrorCode: outcome.code,
        dueAt: outcome.until,
        untried: true,
      };
    case 'not_now':
      return attempts >= MAX_ATTEMPTS
        ? { ...over, status: 'failed', lastErrorCode: outcome.code }
        : {
            ...over,
            status: 'queued',
            lastErrorCode: outcome.code,
            dueAt: new Date(now.getTime() + retryDelayMs(attempts)),
          };
  }
}

/** Where a new message starts. */
export function firstStatus(
  expiresAt: Date | null,
  hasTransport: boolean,
  now: Date,
): Extract<MessageStatus, 'queued' | 'kept' | 'expired'> {
  if (isOver(expiresAt, now)) return 'expired';
  return hasTransport ? 'queued' : 'kept';
}

export function isOver(expiresAt: Date | null, now: Date): boolean {
  return expiresAt !== null && expiresAt <= now;
}

const RETRYABLE: readonly MessageStatus[] = ['kept', 'unknown', 'failed', 'undeliverable'];

/** Whether someone may have it sent again; a message that was sent may not, whoever asks. */
export function mayRetry(status: MessageStatus): boolean {
  return RETRYABLE.includes(status);
}

/** The beginning of the Paris day so many days ago. */
export function daysAgo(days: number, now: Date): Date {
  return startOfParisDay(addDays(parisDay(now), -days));
}
