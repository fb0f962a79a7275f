import { type WorkCategory, type WorkItem, workItems } from './work-items.js';

const items = workItems();
const another = workItems(1);

describe('workItems', () => {
  it('is the same each time', () => {
    expect(workItems()).toEqual(items);
    expect(another).not.toEqual(items);
    expect(new Set(items.map(({ itemId }) => itemId)).size).toBe(items.length);
  });

  it.each<[WorkCategory, string, string]>([
    ['mail', '2024-03-06', '2024-03-11'],
    ['rsa_aah', '2024-03-13', '2024-03-19'],
    ['other', '2024-01-08', '2024-01-28'],
  ])('has %s of the window %s to %s among the ordinary items alone', (category, from, to) => {
    for (const week of [items, another]) {
      const started = week.filter((item) => item.category === category && inWeek(item));
      const ordinary = started.filter((item) => !item.urgent && !item.resumed && !item.automatic);
      expect(ordinary.length).toBeGreaterThan(300);
      expect(windowOf(ordinary)).toEqual([from, to]);
      // The others would move it: leaving them out is what is to be shown.
      expect(windowOf(started)).not.toEqual([from, to]);
    }
  });

  it('has items that wait, also in other weeks, and none begun before it came', () => {
    expect(items.filter(({ startedAt }) => startedAt === undefined).length).toBeGreaterThan(500);
    expect(items.some((item) => item.startedAt !== undefined && !inWeek(item))).toBe(true);
    const impossible = items.filter(
      ({ receivedOn, startedAt, completedAt }) =>
        startedAt !== undefined &&
        (startedAt.slice(0, 10) < receivedOn || (completedAt ?? '9') <= startedAt),
    );
    expect(impossible).toEqual([]);
  });
});

/** Seven days in Paris, an hour ahead of UTC. */
function inWeek({ startedAt = '' }: WorkItem): boolean {
  return startedAt >= '2024-03-19T23:00' && startedAt < '2024-03-26T23:00';
}

/** P5 and P95 by nearest rank. */
function windowOf(group: readonly WorkItem[]): [string | undefined, string | undefined] {
  const days = group.map(({ receivedOn }) => receivedOn).sort();
  const rank = (share: number): string | undefined => days[Math.ceil(share * days.length) - 1];
  return [rank(0.05), rank(0.95)];
}
