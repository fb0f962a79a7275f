import { isId, newId } from './ids.js';

it('makes identifiers of version 7, each new', () => {
  const ids = Array.from({ length: 100 }, newId);
  expect(new Set(ids).size).toBe(100);
  for (const id of ids)
    expect(id).toMatch(/^[\da-f]{8}-[\da-f]{4}-7[\da-f]{3}-[89ab][\da-f]{3}-[\da-f]{12}$/);
});

it.each([
  [newId(), true],
  ['0190a5d4-7c1e-7c3a-9b1d-00000000000', false],
  ['', false],
  [7, false],
  [null, false],
])('%s is an id: %s', (value, expected) => {
  expect(isId(value)).toBe(expected);
});
