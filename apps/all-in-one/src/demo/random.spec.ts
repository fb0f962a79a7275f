import { apportion, Random, repeated } from './random.js';

describe('Random', () => {
  it('draws the same for the same seed, on every machine', () => {
    const random = new Random(42);
    expect([random.next(), random.next(), random.next()]).toEqual([
      0.6011037519201636, 0.44829055899754167, 0.8524657934904099,
    ]);
  });

  it('draws both ends of a range', () => {
    const random = new Random(1);
    const drawn = new Set(Array.from({ length: 200 }, () => random.integer(3, 6)));
    expect([...drawn].sort()).toEqual([3, 4, 5, 6]);
  });

  it('never draws what has no weight', () => {
    const random = new Random(7);
    const drawn = Array.from({ length: 500 }, () => random.weighted({ a: 3, never: 0, b: 1 }));
    expect(drawn).not.toContain('never');
    expect(drawn.filter((key) => key === 'a').length).toBeGreaterThan(300);
  });

  it('shuffles without losing anything', () => {
    const members = [1, 2, 3, 4, 5, 6, 7, 8];
    expect(new Random(3).shuffle(members)).not.toEqual(members);
    expect(new Random(3).shuffle(members).sort()).toEqual(members);
  });
});

describe('apportion', () => {
  it('splits to the unit', () => {
    expect(apportion(10, { a: 1, b: 1, c: 1 })).toEqual({ a: 4, b: 3, c: 3 });
    expect(repeated(apportion(328, { a: 36, b: 23.7, c: 22, d: 18.3 }))).toHaveLength(328);
  });
});
