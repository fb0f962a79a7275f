import { groupBy } from './group-by.js';

it('groups items in their order, by keys in the order of their first items', () => {
  const groups = groupBy([5, 2, 8, 3, 1], (n) => n % 2 === 0);
  expect([...groups]).toEqual([
    [false, [5, 3, 1]],
    [true, [2, 8]],
  ]);
  expect([...groupBy([], String)]).toEqual([]);
});
