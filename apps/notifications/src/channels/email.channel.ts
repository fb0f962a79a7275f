import { createTransport } from 'nodemailer';

import type { Outcome } from '../messages/message.js';
import type { NotificationsSettings } from '../notifications.settings.js';
import { mailHtml } from '../rendering/mail-html.js';
import { mailText } from '../rendering/mail-text.js';
import { type Channel, type Send, type OpenedMessage, UndeliverableError } from './channel.js';

/** One address and nothing else: no name, no list, no quoted part that servers read differently. */
const ADDRESS = /^[A-Za-z0-9._%+'-]{1,64}@(?:[A-Za-z0-9](?:[A-Za-z0-9-]{0,62})\.)+[A-Za-z]{2,63}$/;

const CONNECT_MS = 10_000;
const SILENCE_MS = 20_000;
/** A server that answers a little at a time is never silent: the whole attempt ends here. */
const ATTEMPT_MS = 60_000;

/**
 * E-mail by SMTP. The protocol cannot tell whether a server took a mail when the connection ends before
 * its answer. Such an attempt is repeated, because a code that never comes locks a person out; the
 * repetition is the same mail to the byte, `Message-ID` and `Date` included, by which servers and mail
 * readers recognise it.
 */
export class EmailChannel implements Channel {
  readonly configured: boolean;
  private readonly transport;

  constructor(private readonly settings: NotificationsSettings) {
    this.configured = settings.smtpUrl !== null;
    // One connection a mail: the library's pool would repeat on its own, behind the record's back.
    this.transport = createTransport({
      url: settings.smtpUrl ?? 'smtp://localhost',
      requireTLS: settings.smtpRequireTls,
      connectionTimeout: CONNECT_MS,
      greetingTimeout: CONNECT_MS,
      dnsTimeout: CONNECT_MS,
      socketTimeout: SILENCE_MS,
      disableFileAccess: true,
      disableUrlAccess: true,
      logger: false,
    });
  }

  async prepare(message: OpenedMessage): Promise<Send> {
    const { email } = message.recipient;
    if (email === null) throw new UndeliverableError('no_address');
    if (!ADDRESS.test(email)) throw new UndeliverableError('invalid_address');
    const mail = this.compose(message, email);
    return async () => {
      try {
        await this.transport.sendMail({ ...mail, signal: AbortSignal.timeout(ATTEMPT_MS) });
        return { kind: 'sent' };
      } catch (error) {
        return outcomeOf(error);
      }
    };
  }

  async afterInterruption(): Promise<'again'> {
    return 'again';
  }

  private compose(message: OpenedMessage, address: string) {
    const { id, createdAt, language, recipient, wording, correspondence } = message;
    const { mailFrom, senderName } = this.settings;
    return {
      from: { name: senderName, address: mailFrom },
      to: { name: recipient.name ?? '', address },
      subject: wording.subject,
      text: mailText(wording, correspondence),
      html: mailHtml(wording, correspondence),
      messageId: `<${id}@${mailFrom.slice(mailFrom.lastIndexOf('@') + 1)}>`,
      date: createdAt,
      baseBoundary: id,
      xMailer: false as const,
      headers: {
        'Content-Language': language,
        // RFC 3834: absence notices and the like do not answer it.
        'Auto-Submitted': 'auto-generated',
      },
    };
  }
}

/** The library's errors repeat addresses and what the server said: only codes leave this function. */
function outcomeOf(error: unknown): Outcome {
  const { code, command, responseCode } = (error ?? {}) as {
    code?: unknown;
    command?: unknown;
    responseCode?: unknown;
  };
  if (typeof responseCode === 'number') {
    // For good only where this recipient or this mail is refused: all else (encryption, sign-in, our own
    // address) is a matter between the servers, to be repaired.
    const ofThisMail = code === 'EMESSAGE' || (code === 'EENVELOPE' && command === 'RCPT TO');
    const kind = ofThisMail && responseCode >= 500 ? 'refused' : 'not_now';
    return { kind, code: `smtp_${String(responseCode)}` };
  }
  const known = typeof code === 'string' && /^E[A-Z]{2,20}$/.test(code);
  return { kind: 'not_now', code: known ? `smtp_${code.toLowerCase()}` : 'smtp_error' };
}
