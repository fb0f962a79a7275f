import { referenceFor } from './referral.js';

describe('referenceFor', () => {
  it.each([
    [2024, 1, 'MED-2024-000001'],
    [2023, 720, 'MED-2023-000720'],
    [2024, 1_000_000, 'MED-2024-1000000'],
  ])('%i, %i → %s', (year, sequence, reference) => {
    expect(referenceFor(year, sequence)).toBe(reference);
  });
});
