import { Recurring } from './recurring.js';

describe('recurring work', () => {
  let rounds: number[];
  let changes: boolean;
  let recurring: Recurring;

  beforeEach(() => {
    jest.useFakeTimers({ now: 0 });
    rounds = [];
    changes = false;
    recurring = new Recurring(
      () => {
        rounds.push(Date.now());
        return Promise.resolve(changes);
      },
      { firstMs: 100, longestMs: 1_000 },
    );
    recurring.start();
  });

  afterEach(async () => {
    await recurring.stop();
    jest.useRealTimers();
  });

  it('pauses longer and longer while it changes nothing', async () => {
    await jest.advanceTimersByTimeAsync(4_500);
    expect(rounds).toEqual([100, 300, 700, 1_500, 2_500, 3_500, 4_500]);
  });

  it('keeps its first pause while it changes something', async () => {
    changes = true;
    await jest.advanceTimersByTimeAsync(450);
    expect(rounds).toEqual([100, 200, 300, 400]);
  });

  it('comes back soon when something happened, however often', async () => {
    await jest.advanceTimersByTimeAsync(800);
    for (let n = 0; n < 5; n++) {
      recurring.soon();
      await jest.advanceTimersByTimeAsync(50);
    }
    expect(rounds).toEqual([100, 300, 700, 900, 1_000]);
  });

  it('ends when it is stopped', async () => {
    await recurring.stop();
    recurring.soon();
    await jest.advanceTimersByTimeAsync(5_000);
    expect(rounds).toEqual([]);
  });
});
