import { readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';

import { newId } from '@passerelle/kernel';
import { eventually } from '@passerelle/testing';

// eslint-disable-next-line @nx/enforce-module-boundaries -- the test fixture of the library reads the text of a PDF.
import { pdfPages } from '../../../libs/documents/test/pdf-text.js';
import { MessagesSchedule } from '../src/requests/messages.schedule.js';
import { PostOffice, SMS_TOKEN } from './post-office.js';
import { CODE, PERSON } from './requests.js';

let office: PostOffice;

beforeAll(async () => {
  office = await PostOffice.open();
});

afterAll(async () => {
  await office.close();
});

describe('a text message', () => {
  it('is posted to the gateway', async () => {
    const number = office.phone();
    const id = await office.ask({ channel: 'sms', recipient: { phone: number } });
    await office.becomes(id, 'sent');
    const [received, ...others] = office.sms.to(number);
    expect(others).toEqual([]);
    expect(received!.headers).toMatchObject({
      authorization: `Bearer ${SMS_TOKEN}`,
      'idempotency-key': id,
      'content-type': 'application/json',
    });
    expect(received!.body).toEqual({
      id,
      from: 'Caf',
      to: number,
      text: expect.stringContaining(`Caf : votre code est ${CODE}`),
    });
  });

  it.each([
    [400, 'undeliverable', 'sms_400'],
    [503, 'queued', 'sms_503'],
    [429, 'queued', 'sms_429'],
    [302, 'queued', 'sms_302'],
    [500, 'unknown', 'sms_500'],
    [null, 'unknown', 'sms_no_answer'],
  ])('answered %s is %s', async (answer, status, code) => {
    const number = office.phone();
    office.sms.answers.push(answer);
    const id = await office.ask({ channel: 'sms', recipient: { phone: number } });
    expect(
      await eventually(async () => {
        const view = await office.shown(id);
        expect(view.attempts).toBe(1);
        expect(view.status).toBe(status);
        return view;
      }),
    ).toMatchObject({ lastErrorCode: code });
    office.pass(60_000);
    if (status === 'queued') await office.becomes(id, 'sent');
    else await new Promise((resolve) => setTimeout(resolve, 200));
    expect(office.sms.to(number)).toHaveLength(status === 'queued' ? 2 : 1);
    if (status !== 'queued') {
      expect((await office.retry(id)).status).toBe(200);
      await office.becomes(id, 'sent');
    }
  });

  it('needs an international number', async () => {
    for (const number of ['0698765432', '+33 6 98 76 54 32', null]) {
      await office.becomes(
        await office.ask({ channel: 'sms', recipient: { phone: number } }),
        'undeliverable',
      );
    }
  });
});

describe('a letter', () => {
  it('is a PDF in the folder, named after its message', async () => {
    const id = await office.ask({ channel: 'letter' });
    await office.becomes(id, 'sent');
    const folder = office.outgoing;
    expect(readdirSync(folder).sort()).toEqual(['.prepared', `${id}.pdf`].sort());
    expect(readdirSync(path.join(folder, '.prepared'))).toEqual([]);
    const file = path.join(folder, `${id}.pdf`);
    expect(statSync(file).mode & 0o007).toBe(0);
    // The reader gives one run of text a line.
    const [page, ...others] = pdfPages(readFileSync(file)).map((text) =>
      text.replace(/(?<=[ -])\n/g, ''),
    );
    expect(others).toEqual([]);
    for (const text of [
      'Caf de Loire-Atlantique',
      'Votre code pour changer de mot de passe',
      PERSON.name,
      ...PERSON.addressLines,
      CODE,
      `Bonjour ${PERSON.name},`,
    ]) {
      expect(page).toContain(text);
    }
  });

  it('waits while its folder is out of reach', async () => {
    // A file where the folder should be.
    const prepared = path.join(office.outgoing, '.prepared');
    rmSync(prepared, { recursive: true });
    writeFileSync(prepared, '');
    const id = await office.ask({ channel: 'letter' });
    await eventually(async () => expect((await office.shown(id)).attempts).toBe(1));
    expect(await office.becomes(id, 'queued')).toMatchObject({ lastErrorCode: 'letter_eexist' });
    rmSync(prepared);
    office.pass(60_000);
    await office.becomes(id, 'sent');
  });

  it('that was prepared and will not leave is removed, others are not', async () => {
    const [gone, waiting] = [newId(), newId()];
    const prepared = path.join(office.outgoing, '.prepared');
    for (const name of [`${gone}.pdf`, `${gone}.pdf.part`, `${waiting}.pdf`, 'note.txt']) {
      writeFileSync(path.join(prepared, name), '');
    }
    await office.test.transactions.run((tx) =>
      tx.query(
        `insert into messages (id, template, channel, dedup_key, status, sealed, due_at, created_at)
         values ($1, 'generic', 'letter', $2, 'queued', 'x', '2099-01-01', '2024-01-01')`,
        [waiting, waiting],
      ),
    );
    await office.test.service.app.get(MessagesSchedule).forget();
    expect(readdirSync(prepared).sort()).toEqual([`${waiting}.pdf`, 'note.txt'].sort());
  });

  it('needs an address', async () => {
    for (const addressLines of [null, []]) {
      const view = await office.becomes(
        await office.ask({ channel: 'letter', recipient: { addressLines } }),
        'undeliverable',
      );
      expect(view.lastErrorCode).toBe('no_address');
    }
  });
});
