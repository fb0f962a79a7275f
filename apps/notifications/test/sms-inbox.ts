import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface ReceivedSms {
  readonly headers: Readonly<Record<string, unknown>>;
  readonly body: Readonly<Record<string, unknown>>;
}

/** Stands in for a gateway of text messages. */
export class SmsInbox {
  readonly received: ReceivedSms[] = [];
  /** The next answers, in order; afterwards everything is taken. `null` breaks the connection instead. */
  readonly answers: (number | null)[] = [];

  private constructor(
    private readonly server: Server,
    readonly url: string,
  ) {}

  static async start(): Promise<SmsInbox> {
    const holder: { inbox?: SmsInbox } = {};
    const server = createServer((request, response) => {
      const chunks: Buffer[] = [];
      request.on('data', (chunk: Buffer) => chunks.push(chunk));
      request.on('end', () => {
        const body = JSON.parse(Buffer.concat(chunks).toString('utf8')) as ReceivedSms['body'];
        holder.inbox?.received.push({ headers: request.headers, body });
        const status = holder.inbox?.answers.shift();
        if (status === null) request.socket.destroy();
        else response.writeHead(status ?? 202).end();
      });
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const { port } = server.address() as AddressInfo;
    holder.inbox = new SmsInbox(server, `http://127.0.0.1:${String(port)}/sms`);
    return holder.inbox;
  }

  to(phone: string): ReceivedSms[] {
    return this.received.filter(({ body }) => body.to === phone);
  }

  async stop(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise((resolve) => this.server.close(resolve));
  }
}
