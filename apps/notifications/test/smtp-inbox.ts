import type { AddressInfo } from 'node:net';

import { SMTPServer } from 'smtp-server';

/** A mail as the server took it. */
export interface ReceivedMail {
  readonly from: string;
  readonly to: readonly string[];
  /** The bytes, as text. */
  readonly source: string;
}

/** What the server does with the next mails; the default takes them. */
export interface SmtpBehaviour {
  /** Refuses recipients, with this code. */
  readonly refuseWith?: number;
  /** Runs when a whole mail is there and kept, before the server says that it took it. */
  readonly beforeAnswer?: () => Promise<void>;
}

/** A real SMTP server with a mailbox that tests look into. */
export class SmtpInbox {
  readonly mails: ReceivedMail[] = [];
  behaviour: SmtpBehaviour = {};

  private constructor(
    private readonly server: SMTPServer,
    readonly url: string,
  ) {}

  static async start(port = 0): Promise<SmtpInbox> {
    const holder: { inbox?: SmtpInbox } = {};
    const server = new SMTPServer({
      authOptional: true,
      disabledCommands: ['STARTTLS', 'AUTH'],
      onRcptTo: (_address, _session, answer) => {
        const code = holder.inbox?.behaviour.refuseWith;
        if (code === undefined) answer();
        else answer(Object.assign(new Error('refused'), { responseCode: code }));
      },
      onData: (stream, session, answer) => {
        const chunks: Buffer[] = [];
        stream.on('data', (chunk: Buffer) => chunks.push(chunk));
        stream.on('end', () => {
          const { mailFrom, rcptTo } = session.envelope;
          holder.inbox?.mails.push({
            from: mailFrom === false ? '' : mailFrom.address,
            to: rcptTo.map(({ address }) => address),
            source: Buffer.concat(chunks).toString('utf8'),
          });
          const before = holder.inbox?.behaviour.beforeAnswer?.() ?? Promise.resolve();
          before.then(() => {
            answer();
          }, answer);
        });
      },
    });
    // Killed clients leave broken connections behind.
    server.on('error', () => undefined);
    await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
    const { port: taken } = server.server.address() as AddressInfo;
    holder.inbox = new SmtpInbox(server, `smtp://127.0.0.1:${String(taken)}`);
    return holder.inbox;
  }

  /** The mails to an address. */
  mailsTo(address: string): ReceivedMail[] {
    return this.mails.filter(({ to }) => to.includes(address));
  }

  async stop(): Promise<void> {
    await new Promise<void>((resolve) => {
      this.server.close(resolve);
    });
  }
}
