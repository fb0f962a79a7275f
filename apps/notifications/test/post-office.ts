import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

import { eventually, type Reply, TestService } from '@passerelle/testing';

import { notifications } from '../src/service.js';
import { publish, request, type RequestOptions } from './requests.js';
import { SmsInbox } from './sms-inbox.js';
import { SmtpInbox } from './smtp-inbox.js';

export const SMS_TOKEN = 'sms-token-for-tests';

export type View = Record<string, unknown> & { status: string; version: number };

/** The service with every transport, and those who receive from it. */
export class PostOffice {
  /** An address, or number, of its own for each message looked at. */
  private serial = 0;

  private constructor(
    readonly test: TestService,
    readonly smtp: SmtpInbox,
    readonly sms: SmsInbox,
    /** Where letters go. */
    readonly outgoing: string,
    private readonly folder: string,
  ) {}

  static async open(): Promise<PostOffice> {
    const smtp = await SmtpInbox.start();
    const sms = await SmsInbox.start();
    const folder = mkdtempSync(path.join(tmpdir(), 'passerelle-letters-'));
    const outgoing = path.join(folder, 'outgoing');
    const test = await TestService.start(notifications, {
      env: {
        NOTIFICATIONS_POLL_MS: '50',
        SMTP_URL: smtp.url,
        SMTP_REQUIRE_TLS: 'false',
        SMS_URL: sms.url,
        SMS_TOKEN,
        LETTERS_FOLDER: outgoing,
        NOTIFICATIONS_RECIPIENT_LIMIT: '1000',
      },
    });
    return new PostOffice(test, smtp, sms, outgoing, folder);
  }

  async close(): Promise<void> {
    await this.test.stop();
    await this.smtp.stop();
    await this.sms.stop();
    rmSync(this.folder, { recursive: true });
  }

  /** Publishes a request. @returns its message's id */
  async ask(options: RequestOptions): Promise<string> {
    const asked = await request(this.test, options);
    await publish(this.test, asked);
    return asked.messageId;
  }

  async shown(id: string): Promise<View> {
    return (await this.test.call<View>('GET', `messages/${id}`, { as: 'admin' })).body;
  }

  becomes(id: string, status: string): Promise<View> {
    return eventually(async () => {
      const view = await this.shown(id);
      expect(view).toMatchObject({ status });
      return view;
    });
  }

  retry(id: string, headers: Record<string, string> = {}): Promise<Reply<View>> {
    return this.test.call<View>('POST', `messages/${id}/retry`, { as: 'admin', headers });
  }

  pass(ms: number): void {
    this.test.clock.moveTo(new Date(this.test.clock.now().getTime() + ms));
  }

  address(): string {
    return `person${String(this.serial++)}@courriel.example`;
  }

  phone(): string {
    return `+3369876${String(10_000 + this.serial++)}`;
  }
}
