import { setTimeout as pause } from 'node:timers/promises';

import { buildService, eventually, extentOf } from '@passerelle/testing';

import { RENT_CAMPAIGN } from '../../apps/all-in-one/src/demo/rent-campaign.js';
import { Random } from '../../apps/all-in-one/src/demo/random.js';
import { RentFiles, type RentUpload } from './rent-files.js';
import { RentOffice } from './rent-office.js';

const SEED = 20_240_327;
const KILLS = extentOf('PASSERELLE_KILLS', 9);
const CORRECTED = 1_500;
/** A start follows each kill. It takes about three seconds on an idle machine, and far more on a busy machine. */
jest.setTimeout(900_000);
/** More than the test needs: a kill just after the end of an import does not count, and another one must follow. */
const CORRECTIONS = 30;
/** The number of chunks of 100 lines. */
const chunksOf = ({ lines }: RentUpload): number => Math.ceil(lines / 100);

describe(`imports of a service that is killed at random moments (seed ${String(SEED)})`, () => {
  const offices: RentOffice[] = [];
  const files = new RentFiles(SEED);
  const random = new Random(SEED);
  /** The status of the import at each kill that interrupted it. */
  const struck: string[] = [];
  const sent: RentUpload[] = [];

  async function open(): Promise<RentOffice> {
    const office = await RentOffice.open();
    offices.push(office);
    return office;
  }

  beforeAll(() => {
    buildService('rent-campaigns');
  });

  afterAll(async () => {
    for (const office of offices) await office.close();
  });

  /** Kills the service after 0 to 30 ms, and records the status of the import if the kill interrupted it. */
  async function strike(office: RentOffice, { name }: RentUpload): Promise<void> {
    await pause(random.integer(0, 30));
    await office.kill();
    const standing = await office.standing(name);
    if (standing?.hasContent === true || standing?.status === 'receiving') {
      struck.push(standing.status);
    }
  }

  /** Kills the service before it answers 202. The file then leaves no data, not even its idempotency key. */
  async function killReceiving(office: RentOffice, file: RentUpload, share: number): Promise<void> {
    await office.sendPart(file, share);
    await strike(office, file);
  }

  /** @returns false if the import ended before the kill */
  async function killWorking(office: RentOffice, file: RentUpload, more: number): Promise<boolean> {
    const { chunks: before } = await office.standingWhen(file.name, () => true);
    const { status } = await office.standingWhen(
      file.name,
      (now) =>
        now.status === 'completed' || (now.status === 'processing' && now.chunks >= before + more),
    );
    if (status !== 'completed') await strike(office, file);
    return status !== 'completed';
  }

  /** Sends the file again, like a caller that received no answer. */
  async function send(office: RentOffice, file: RentUpload): Promise<void> {
    await office.send(file);
    sent.push(file);
  }

  it('lose nothing and double nothing', async () => {
    const office = await open();

    for (const share of [random.next(), random.next(), 1]) {
      await killReceiving(office, files.roster, share);
      await office.loseJobs();
      await office.start();
    }
    await send(office, files.roster);
    await killWorking(office, files.roster, random.integer(1, 30));
    await office.loseJobs();
    await office.start();
    await office.completed('roster');

    // Its job stays assigned to the killed process until the queue detects this. The next file does not wait for it.
    await send(office, files.exchange);
    await killWorking(office, files.exchange, random.integer(1, 10));
    await office.start();
    for (const share of [random.next(), random.next(), random.next()]) {
      await killReceiving(office, files.online, share);
      await office.start();
    }
    await send(office, files.online);
    while (struck.length < KILLS - 2) {
      if (!(await killWorking(office, files.online, random.integer(1, 9)))) break;
      await office.loseJobs();
      await office.start();
    }
    await office.completed('exchange');
    await office.completed('online');

    for (let number = 0; struck.length < KILLS && number < CORRECTIONS; number++) {
      const correction = files.correction(number, CORRECTED);
      await send(office, correction);
      // The kill comes near the end, at the end, or between the end and the removal of the content.
      await killWorking(office, correction, chunksOf(correction) - random.integer(0, 2));
      await office.loseJobs();
      await office.start();
      await office.completed(correction.name);
    }
    expect(struck).toHaveLength(KILLS);
    expect(struck).toEqual(expect.arrayContaining(['receiving', 'processing']));
  });

  it('come to what they come to undisturbed', async () => {
    const [disturbed] = offices as [RentOffice];
    const undisturbed = await open();
    for (const file of sent) {
      await undisturbed.send(file);
      await undisturbed.completed(file.name);
    }
    for (const office of offices) {
      await eventually(async () => {
        expect(await office.remains()).toEqual({ open: 0, pieces: 0, checkpoints: 0, locks: 0 });
      }, 60_000);
    }
    expect(await disturbed.effects()).toEqual(await undisturbed.effects());
    for (const { name } of sent) {
      expect((await disturbed.reportOf(name)) === (await undisturbed.reportOf(name))).toBe(true);
    }
    const campaign = `campaigns/${String(RENT_CAMPAIGN.referenceYear)}`;
    for (const path of ['progress?on=2024-03-27', 'reconciliation', 'forecast']) {
      const [after, expected] = await Promise.all(
        [disturbed, undisturbed].map((office) => office.read(`${campaign}/${path}`)),
      );
      expect({ ...after, snapshotAt: '' }).toEqual({ ...expected, snapshotAt: '' });
    }
  });

  it('change nothing when a file is sent again', async () => {
    const [office] = offices as [RentOffice];
    const last = sent.at(-1) as RentUpload;
    const before = await office.effects();
    await office.send(last);
    expect(await office.effects()).toEqual(before);
    await office.send(last, 'once more');
    await office.completed('once more');
    const { declarations, history, roster, tenancyEvents, published } = before;
    expect(await office.effects()).toMatchObject({
      declarations,
      history,
      roster,
      tenancyEvents,
      published,
    });
  });
});
