import { rentCampaign, RATES_ON, RENT_COUNTS } from './rent-campaign.js';

const { roster, expected, files } = rentCampaign();

describe('the made-up rent campaign', () => {
  it('has the counts from which the webinar’s rates follow', () => {
    const total = RENT_COUNTS.online + RENT_COUNTS.exchange + RENT_COUNTS.paper;
    expect(expected).toBe(12_500);
    expect(RENT_COUNTS.online / expected).toBeCloseTo(0.7128, 10);
    expect(total / expected).toBe(0.95);
    expect(total + RENT_COUNTS.doubtful + RENT_COUNTS.missing).toBe(expected);
    expect(files.map(({ channel, lines }) => [channel, lines])).toEqual([
      ['online', RENT_COUNTS.online + RENT_COUNTS.doubtful],
      ['exchange', RENT_COUNTS.exchange],
      ['paper', RENT_COUNTS.paper],
    ]);
  });

  it('names every tenant once, and is the same each time', () => {
    const numbers = roster
      .trim()
      .split('\n')
      .map((line) => (JSON.parse(line) as { fileNumber: string }).fileNumber);
    expect(new Set(numbers).size).toBe(expected);
    expect(rentCampaign()).toEqual({ roster, expected, files });
    expect(rentCampaign(1, 7).roster).not.toBe(roster);
  });

  it('is over on the day of the figures', () => {
    for (const { body } of files) {
      for (const [day] of body.matchAll(/\d{4}-\d{2}-\d{2}/g)) expect(day <= RATES_ON).toBe(true);
    }
  });
});
