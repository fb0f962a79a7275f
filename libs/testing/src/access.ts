import { type Actor, authErrors, mayCall } from '@passerelle/auth';
import { ENROLMENT_SCOPE, type Role, ROLES, type Scope, SCOPES } from '@passerelle/contracts';
import { newId } from '@passerelle/kernel';
import type { Route } from '@passerelle/service-kit';

import type { TokenClaims } from './test-issuer.js';
import type { TestService } from './test-service.js';

/**
 * A caller without a token, a person with one role, a batch client with one scope, or a person whose token can do
 * nothing but enrol a second factor.
 */
type Caller = 'nobody' | Role | Scope | typeof ENROLMENT_SCOPE;

const CALLERS: readonly Caller[] = [
  'nobody',
  ...ROLES.filter((role) => role !== 'service'),
  ENROLMENT_SCOPE,
  ...SCOPES,
];

const isScope = (caller: Caller): caller is Scope | typeof ENROLMENT_SCOPE => caller.includes(':');

/**
 * One line for each route, with the callers that its `@Access` admits, and whether persons need the second factor: a
 * golden table for reviewers.
 */
export function accessTable(routes: readonly Route[]): string[] {
  return routes.map((route) => {
    const admitted = CALLERS.filter((caller) => isAdmitted(route, caller));
    const callers = admitted.length === CALLERS.length ? 'everyone' : admitted.join(' ');
    const demand = demandsSecondFactor(route) ? ' (second factor)' : '';
    return `${route.method.padEnd(6)} ${route.path} : ${callers}${demand}`;
  });
}

/**
 * Checks over HTTP that the guard of each route applies the rule of the table: one admitted caller passes, and one
 * refused caller gets 401 (nobody) or 403 (a person or a batch client). Where persons need the second factor, an
 * admitted person who signed in without it gets 401.
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
      const outcome = await outcomeOf(test, route, claimsOf(caller));
      if (outcome !== expected) {
        faults.push(`${route.method} ${route.path} as ${caller}: ${outcome}, not ${expected}`);
      }
    }
    const person = ROLES.findLast((role) => role !== 'service' && isAdmitted(route, role));
    if (demandsSecondFactor(route) && person !== undefined) {
      const outcome = await outcomeOf(test, route, { ...claimsOf(person), amr: ['pwd'] });
      if (outcome !== TOO_WEAK) {
        faults.push(
          `${route.method} ${route.path} as ${person} without second factor: ${outcome}, not ${TOO_WEAK}`,
        );
      }
    }
  }
  return faults;
}

const TOO_WEAK = `401 ${authErrors.insufficientUserAuthentication.definition.code}`;

function demandsSecondFactor({ rule }: Route): boolean {
  return !('public' in rule) && rule.acr !== undefined;
}

function isAdmitted({ rule }: Route, caller: Caller): boolean {
  if (caller === 'nobody') return 'public' in rule;
  return mayCall(rule, actorOf(caller));
}

function actorOf(caller: Exclude<Caller, 'nobody'>): Actor {
  return {
    subject: newId(),
    roles: rolesOf(caller),
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
async function outcomeOf(test: TestService, route: Route, as: TokenClaims | null): Promise<string> {
  const path = `/${test.service.name}${route.path}`
    .replace(/:year\b/g, '2023')
    .replace(/:\w+/g, () => newId());
  const { status, body } = await test.call<{ readonly code?: string } | undefined>(
    route.method,
    path,
    { as, ...(route.method === 'GET' ? {} : { body: {} }) },
  );
  const code = body?.code;
  return code?.startsWith('auth/') === true ? `${String(status)} ${code}` : 'passes';
}

function rolesOf(caller: Exclude<Caller, 'nobody'>): Role[] {
  if (caller === ENROLMENT_SCOPE) return [];
  return isScope(caller) ? ['service'] : [caller];
}

function claimsOf(caller: Caller): TokenClaims | null {
  if (caller === 'nobody') return null;
  if (isScope(caller)) return { roles: rolesOf(caller), scope: caller };
  return { roles: [caller], file_number: '0000001', organisation: 'test', services: [] };
}
