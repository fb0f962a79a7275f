import { type Role, ROLES, type Scope, SCOPES } from '@passerelle/contracts';
import { newId } from '@passerelle/kernel';

import type { TestService } from './test-service.js';

/** Who a request is made as: nobody, each role, and a batch client with each scope. */
const CALLERS: readonly (null | Role | Scope)[] = [
  null,
  ...ROLES.filter((role) => role !== 'service'),
  ...SCOPES,
];

const isScope = (caller: Role | Scope): caller is Scope => caller.includes(':');

/**
 * Calls every route as every caller and tells who got past the guard: one line a route, for a golden
 * table that is reviewed. Getting past means neither 401 nor 403 with the guard's code; what happens
 * then (404, 400, 422) is the business of other tests.
 */
export async function accessMatrix(test: TestService): Promise<string[]> {
  const lines: string[] = [];
  for (const route of test.service.routes) {
    const admitted: string[] = [];
    for (const caller of CALLERS) {
      const path = `/${test.service.name}${route.path}`
        .replace(/:year\b/g, '2023')
        .replace(/:\w+/g, () => newId());
      const claims =
        caller === null
          ? null
          : isScope(caller)
            ? { roles: ['service' as const], scope: caller }
            : { roles: [caller], file_number: '0000001', organisation: 'test', services: [] };
      const response = await test.call(route.method, path, {
        as: claims,
        ...(route.method === 'GET' ? {} : { body: {} }),
      });
      if (passedTheGuard(response.status, response.body)) admitted.push(caller ?? 'nobody');
      else if (response.status !== (caller === null ? 401 : 403)) {
        throw new Error(
          `${route.method} ${path} as ${caller ?? 'nobody'}: ${String(response.status)}`,
        );
      }
    }
    const who = admitted.length === CALLERS.length ? 'everyone' : admitted.join(' ');
    lines.push(`${route.method.padEnd(6)} ${route.path} : ${who}`);
  }
  return lines;
}

function passedTheGuard(status: number, body: unknown): boolean {
  if (status !== 401 && status !== 403) return true;
  const { code } = body as { code?: string };
  return code?.startsWith('auth/') !== true;
}
