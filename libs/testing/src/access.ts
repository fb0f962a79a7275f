import { type Actor, mayCall } from '@passerelle/auth';
import { type Role, ROLES, type Scope, SCOPES } from '@passerelle/contracts';
import { newId } from '@passerelle/kernel';
import type { Route } from '@passerelle/service-kit';

import type { TokenClaims } from './test-issuer.js';
import type { TestService } from './test-service.js';

/** A caller without a token, a person with one role, or a batch client with one scope. */
type Caller = 'nobody' | Role | Scope;

const CALLERS: readonly Caller[] = [
  'nobody',
  ...ROLES.filter((role) => role !== 'service'),
  ...SCOPES,
];

const isScope = (caller: Caller): caller is Scope => caller.includes(':');

/** One line for each route, with the callers that its `@Access` admits: a golden table for reviewers. */
export function accessTable(routes: readonly Route[]): string[] {
  return routes.map((route) => {
    const admitted = CALLERS.filter((caller) => isAdmitted(route, caller));
    const callers = admitted.length === CALLERS.length ? 'everyone' : admitted.join(' ');
    return `${route.method.padEnd(6)} ${route.path} : ${callers}`;
  });
}

/**
 * Checks over HTTP that the guard of each route applies the rule of the table: one admitted caller passes, and one
 * refused caller gets 401 (nobody) or 403 (a person or a batch client).
 *
 * @returns a description of each route whose guard decides differently; empty if all guards agree with the table
 */
export async function accessFaults(
  test: TestService,
  routes: readonly Route[] = test.service.routes,
): Promise<string[]> {
  const faults: string[] = [];
  for (const route of routes) {
    // The last admitted and the last refused caller. `nobody` is first in the list: it is used only if no other fits.
    const admitted = CALLERS.findLast((caller) => isAdmitted(route, caller));
    const refused = CALLERS.findLast((caller) => !isAdmitted(route, caller));
    const cases = [
      ...(admitted === undefined ? [] : [{ caller: admitted, expected: 'passes' }]),
      ...(refused === undefined ? [] : [{ caller: refused, expected: refusalOf(refused) }]),
    ];
    for (const { caller, expected } of cases) {
      const outcome = await outcomeOf(test, route, caller);
      if (outcome !== expected) {
        faults.push(`${route.method} ${route.path} as ${caller}: ${outcome}, not ${expected}`);
      }
    }
  }
  return faults;
}

function isAdmitted({ rule }: Route, caller: Caller): boolean {
  if (caller === 'nobody') return 'public' in rule;
  return mayCall(rule, actorOf(caller));
}

function actorOf(caller: Role | Scope): Actor {
  return {
    subject: newId(),
    roles: isScope(caller) ? ['service'] : [caller],
    scopes: isScope(caller) ? [caller] : [],
    fileNumber: null,
    organisation: null,
    services: [],
    sessionId: null,
    authenticatedAt: null,
    amr: [],
    acr: null,
  };
}

/** The claims of a caller that the route admits: the last of the list, so that nobody comes last. */
export function admittedClaims(route: Route): TokenClaims | null {
  const caller = CALLERS.findLast((each) => isAdmitted(route, each));
  return caller === undefined ? null : claimsOf(caller);
}

const refusalOf = (caller: Caller): string =>
  caller === 'nobody' ? '401 auth/token-missing' : '403 auth/forbidden';

/** If the answer does not come from the guard, the caller has passed, even if the answer is 404, 400 or 422. */
async function outcomeOf(test: TestService, route: Route, caller: Caller): Promise<string> {
  const path = `/${test.service.name}${route.path}`
    .replace(/:year\b/g, '2023')
    .replace(/:\w+/g, () => newId());
  const { status, body } = await test.call<{ readonly code?: string } | undefined>(
    route.method,
    path,
    { as: claimsOf(caller), ...(route.method === 'GET' ? {} : { body: {} }) },
  );
  const code = body?.code;
  return code?.startsWith('auth/') === true ? `${String(status)} ${code}` : 'passes';
}

function claimsOf(caller: Caller): TokenClaims | null {
  if (caller === 'nobody') return null;
  if (isScope(caller)) return { roles: ['service'], scope: caller };
  return { roles: [caller], file_number: '0000001', organisation: 'test', services: [] };
}
