import { FixedClock, SystemClock } from './clock.js';

it('stands where it is put, in the day of Paris', () => {
  const clock = new FixedClock(new Date('2024-03-30T22:59:59Z'));
  expect(clock.today()).toBe('2024-03-30');
  clock.moveTo(new Date('2024-03-30T23:00:00Z'));
  expect(clock.today()).toBe('2024-03-31');
  clock.now().setFullYear(1999);
  expect(clock.now().toISOString()).toBe('2024-03-30T23:00:00.000Z');
});

it('of the system goes on', () => {
  const before = Date.now();
  const now = new SystemClock().now().getTime();
  expect(now).toBeGreaterThanOrEqual(before);
  expect(now).toBeLessThanOrEqual(Date.now());
});
