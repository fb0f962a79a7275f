import { type Envelope, referralReceivedV1 } from '@passerelle/contracts';
import { newId } from '@passerelle/kernel';
import {
  Installation,
  migrate,
  type MigrationInterface,
  type QueryRunner,
} from '@passerelle/persistence';

import { PostOffice, TIMINGS } from '../test/post-office.js';
import { OutboxBatches1700000000003 } from './migration.js';

const batches = new OutboxBatches1700000000003();

/** Only the owner of the tables may change them, and only a migration runs as the owner. */
class Up1790000000022 implements MigrationInterface {
  up = (runner: QueryRunner): Promise<void> => batches.up(runner);
  down = (runner: QueryRunner): Promise<void> => batches.down(runner);
}
class Down1790000000021 implements MigrationInterface {
  up = (runner: QueryRunner): Promise<void> => batches.down(runner);
  down = (runner: QueryRunner): Promise<void> => batches.up(runner);
}
class Down1790000000023 extends Down1790000000021 {}
class Up1790000000024 extends Up1790000000022 {}

describe('the migration to batches', () => {
  let office: PostOffice;

  beforeAll(async () => {
    office = await PostOffice.open(null);
  });

  afterAll(() => office.close());

  const envelopeOf = (referralId: string): Envelope => ({
    specversion: '1.0',
    id: newId(),
    source: '/mediation',
    type: referralReceivedV1.type,
    subject: referralId,
    time: '2024-02-01T10:00:00.000Z',
    datacontenttype: 'application/json',
    traceparent: '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01',
    aggregateversion: 1,
    data: { ...referralReceivedV1.example, referralId },
  });

  it('loses no event: pending, under way, done, or lost by the queue', async () => {
    const installation = new Installation(office.database.installation);
    const run = (...migrations: (new () => MigrationInterface)[]): Promise<string[]> =>
      migrate(installation, {
        url: installation.urlOf('mediation'),
        service: 'mediation',
        poolSize: 1,
        entities: [],
        migrations,
      });
    await run(Down1790000000021);

    const inbox = office.inbox();
    const referrals: string[] = [];
    const write = async (batch: string | null, events: number): Promise<Envelope[]> => {
      const ids = Array.from({ length: events }, () => newId());
      referrals.push(...ids);
      const envelopes = ids.map(envelopeOf);
      await office.sender.run((tx) =>
        tx.query(
          `insert into outbox (event_id, consumer, envelope, batch_id, sent_at, checked_at)
         select (envelope->>'id')::uuid, 'indicators', envelope, $2::uuid, $3::timestamptz, $3::timestamptz
         from jsonb_array_elements($1::jsonb) as envelope`,
          [JSON.stringify(envelopes), batch, batch === null ? null : '2024-02-01T10:00:01Z'],
        ),
      );
      return envelopes;
    };
    await write(null, 3);
    const underWay = newId();
    await inbox.add('events', { events: await write(underWay, 2) }, { jobId: underWay });
    await write(newId(), 2);

    await run(Up1790000000022);
    expect(await office.unsettled()).toEqual({ events: 7, taken: 4 });
    await run(Down1790000000023, Up1790000000024);
    expect(await office.unsettled()).toEqual({ events: 7, taken: 4 });

    await office.startReceiver();
    await office.startSender(TIMINGS);
    await office.settled();
    expect(await office.effectsOf(referrals)).toEqual({ effects: 7, distinct: 7 });
  });
});
