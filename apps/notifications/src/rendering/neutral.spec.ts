import { createTransport } from 'nodemailer';

import { EmailChannel } from '../channels/email.channel.js';
import type { OpenedMessage } from '../channels/channel.js';
import type { NotificationsSettings } from '../notifications.settings.js';
import type { Wording } from '../templates/template.js';
import { mailHtml } from './mail-html.js';
import { mailText } from './mail-text.js';
import { neutralName, neutralWording } from './neutral.js';

describe('neutralName', () => {
  it.each([
    ['Camille Durand', 'Camille Durand'],
    [null, null],
    ['\u202e', null],
    [' \r\n', null],
    ['Camille\r\nBcc: all@example.org', null],
    ['Camille\r\nDurand', 'Camille Durand'],
    ['Camille \u202eDurand\u202c', 'Camille Durand'],
    ['Ca\u200bmille', 'Camille'],
    ['Caf <caf@evil.example>', null],
    ['Cliquez sur https://evil.example', null],
    ['Votre Caf : caf-urgence.fr', null],
  ])('%j is shown as %j', (name, expected) => {
    expect(neutralName(name)).toBe(expected);
  });
});

const HOSTILE =
  'a\r\nBcc: x@example.org\u0000\u202e<img src=x onerror=1>&[caf](http://evil.example)\u2066';

const HOSTILE_WORDING: Wording = {
  subject: `S ${HOSTILE}`,
  parts: [
    { kind: 'paragraph', text: HOSTILE },
    { kind: 'heading', text: HOSTILE },
    { kind: 'list', items: [HOSTILE] },
    { kind: 'code', label: HOSTILE, code: HOSTILE },
    { kind: 'note', text: HOSTILE },
    { kind: 'link', label: HOSTILE, url: `https://caf.example/"\u202e` },
  ],
  sms: HOSTILE,
};

describe('a message made of hostile words', () => {
  const wording = neutralWording(HOSTILE_WORDING);
  const correspondence = { language: 'fr', sender: 'Caf', recipientName: null } as const;

  it('hides nothing from its reader, in any form', () => {
    const forms = [
      wording.subject,
      wording.sms,
      mailText(wording, correspondence),
      mailHtml(wording, correspondence),
    ];
    for (const form of forms) expect(form).not.toMatch(/[\p{Cf}\p{Zl}\p{Zp}]|[^\P{Cc}\n\t]/u);
    expect(wording.subject).not.toContain('\n');
  });

  it('is text in HTML, and no markup', () => {
    const html = mailHtml(wording, correspondence);
    expect(html).not.toContain('<img');
    expect(html.match(/<a href="[^"]*"/g)).toEqual(['<a href="https://caf.example/&quot;"']);
  });

  it('has the headers that the channel sets, and no others', async () => {
    const sent: string[] = [];
    const channel = new EmailChannel({
      smtpUrl: 'smtp://127.0.0.1:9',
      smtpRequireTls: false,
      mailFrom: 'caf@example.org',
      senderName: 'Caf',
    } as NotificationsSettings);
    const stream = createTransport({ streamTransport: true, buffer: true, newline: 'unix' });
    Object.assign(channel, {
      transport: {
        sendMail: async (mail: object) => {
          const { message } = await stream.sendMail(mail);
          sent.push(Buffer.isBuffer(message) ? message.toString() : '');
        },
      },
    });
    const opened = {
      id: '00000000-0000-7000-8000-000000000001',
      createdAt: new Date(0),
      language: 'fr',
      recipient: {
        name: neutralName('Camille\r\nBcc: all@example.org'),
        email: 'camille@example.org',
        phone: null,
        addressLines: null,
      },
      wording,
      correspondence,
    } satisfies OpenedMessage;
    expect(await (await channel.prepare(opened))()).toEqual({ kind: 'sent' });
    const [head = ''] = String(sent[0]).split('\n\n', 1);
    const names = head
      .split('\n')
      .filter((line) => !/^\s/.test(line))
      .map((line) => line.split(':', 1)[0]);
    expect(names.map((name) => name?.toLowerCase()).sort()).toEqual(
      [
        'auto-submitted',
        'content-language',
        'content-type',
        'date',
        'from',
        'message-id',
        'mime-version',
        'subject',
        'to',
      ].sort(),
    );
    expect(/^To: (.*)$/m.exec(head)?.[1]).toBe('camille@example.org');
  });
});
