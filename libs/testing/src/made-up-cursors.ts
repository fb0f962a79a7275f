import { encodeCursor } from '@passerelle/persistence';
import type { Route } from '@passerelle/service-kit';

import { admittedClaims } from './access.js';
import type { TestService } from './test-service.js';

/** Parts that a statement would fail on, or that look like what it expects. */
const PARTS = [
  'a\0b',
  '\ud83d',
  '2024-13-45',
  '2023-02-29T25:61:61.000Z',
  2 ** 40,
  1.5,
  'x'.repeat(5_000),
];

const CURSORS = [
  ...PARTS.map((part) => encodeCursor([part])),
  ...PARTS.flatMap((first) => PARTS.map((second) => encodeCursor([first, second]))),
  Buffer.from('[null]').toString('base64url'),
  Buffer.from('[[],{}]').toString('base64url'),
  'x',
];

/**
 * Opens every list of a service at cursors that no page gave.
 *
 * @returns a description of each answer that is not a refusal of the request; empty when all are
 */
export async function madeUpCursors(test: TestService): Promise<string[]> {
  const faults: string[] = [];
  for (const route of test.service.routes.filter((each) => isList(test, each))) {
    const path = `/${test.service.name}${route.path}`
      .replace(/:year\b/g, '2023')
      .replace(/:\w+/g, '00000000-0000-7000-8000-000000000000');
    const as = admittedClaims(route);
    for (const cursor of CURSORS) {
      const { status } = await test.call('GET', `${path}?after=${cursor}`, { as });
      if (![400, 404].includes(status))
        faults.push(`GET ${path}?after=${cursor}: ${String(status)}`);
    }
  }
  return faults;
}

function isList(test: TestService, { method, path }: Route): boolean {
  if (method !== 'GET') return false;
  const template = `/${test.service.name}${path.replaceAll(/:(\w+)/g, '{$1}')}`;
  const { get } = (test.service.document().paths[template] ?? {}) as {
    readonly get?: { readonly parameters?: readonly { readonly name?: string }[] };
  };
  return get?.parameters?.some(({ name }) => name === 'after') === true;
}
