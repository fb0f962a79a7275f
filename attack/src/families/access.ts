import { randomUUID } from 'node:crypto';

import type { Caller } from '../accounts.js';
import { type Attack, NotHere, type Scene } from '../attack.js';
import { fitting, labelOf, type Operation, unknownPath } from '../documents.js';
import { inParallel, isSuccess, outcomeOf } from '../exchange.js';

const AT_ONCE = 16;

/** In the short form each operation is tried by every fifth of those who may not call it, and always by nobody. */
const SHORT_STEP = 5;

function isAdmitted({ admitted }: Operation, { roles, scopes }: Caller): boolean {
  if (admitted === 'everyone') return true;
  return (
    roles.some((role) => admitted.roles.has(role)) ||
    scopes.some((scope) => admitted.scopes.has(scope))
  );
}

/** Each operation by each account that its document does not name: refused, whatever the rest of the request is. */
const operationsByAccounts: Attack = {
  id: 'access/operations-by-accounts',
  async run({ target, callers, form }) {
    const broken: string[] = [];
    const closed = target.operations.filter(({ admitted }) => admitted !== 'everyone');
    for (const operation of closed) {
      const { admitted } = operation;
      if (admitted !== 'everyone' && admitted.roles.size + admitted.scopes.size === 0) {
        broken.push(`${labelOf(operation)}: its document does not say for whom it is`);
      }
    }
    const cells = closed.flatMap((operation, at) => {
      const refused = callers.filter((caller) => !isAdmitted(operation, caller));
      const tried =
        form === 'long' ? refused : refused.filter((_, n) => (n + at) % SHORT_STEP === 0);
      return [undefined, ...tried].map((caller) => ({ operation, caller }));
    });
    await inParallel(cells, AT_ONCE, async ({ operation, caller }) => {
      const answer = await target.call({
        method: operation.method,
        path: unknownPath(operation, randomUUID()),
        ...(caller === undefined ? {} : { token: await caller.token() }),
        ...bodyFor(operation),
      });
      const expected = caller === undefined ? [401] : [401, 403];
      if (!expected.includes(answer.status)) {
        broken.push(`${labelOf(operation)} as ${caller?.name ?? 'nobody'}: ${outcomeOf(answer)}`);
      }
    });
    return broken;
  },
};

/** Another method on a known path, and paths beside it: never an answer of the operation itself. */
const pathsBesideThem: Attack = {
  id: 'access/paths-beside-them',
  async run({ target }) {
    const broken: string[] = [];
    const closed = target.operations.filter(
      ({ admitted, method }) => admitted !== 'everyone' && method === 'GET',
    );
    const spellings = (path: string): readonly string[] => [
      `${path}/`,
      `${path}//`,
      `/${path}`,
      path.replace(/\/v1\//, '/V1/'),
      path.replace(/\/v1\//, '/v1/x/../'),
      path.replace(/\/v1\//, '/v1/%2e%2e/v1/'),
      `${path}%00`,
      `${path};x=y`,
      `${path}.json`,
    ];
    await inParallel(closed, AT_ONCE, async (operation) => {
      for (const path of spellings(unknownPath(operation, randomUUID()))) {
        const answer = await target.call({ method: 'GET', path });
        if (isSuccess(answer) || answer.status >= 500) {
          broken.push(`GET ${path} as nobody: ${String(answer.status)}`);
        }
      }
    });
    return broken;
  },
};

/** Headers with which proxies and frameworks replace method, path or caller. */
const overridingHeaders: Attack = {
  id: 'access/overriding-headers',
  async run(scene) {
    const { target, callers } = scene;
    const closed = target.operations.find(
      ({ admitted, method, template }) =>
        admitted !== 'everyone' && method === 'GET' && !template.includes('{'),
    );
    if (closed === undefined) throw new NotHere('no list needs a token');
    const stranger = callers.find((caller) => !isAdmitted(closed, caller));
    const path = closed.template;
    const open = `/${closed.service}/health/live`;
    const subject = callers.find((caller) => isAdmitted(closed, caller))?.name ?? 'admin';
    const tries: readonly { readonly at: string; readonly headers: Record<string, string> }[] = [
      { at: path, headers: { 'x-forwarded-for': '127.0.0.1', 'x-real-ip': '127.0.0.1' } },
      {
        at: path,
        headers: { 'x-user': subject, 'x-remote-user': subject, 'remote-user': subject },
      },
      { at: path, headers: { 'x-roles': 'admin', 'x-role': 'admin' } },
      { at: path, headers: { 'x-http-method-override': 'OPTIONS' } },
      { at: open, headers: { 'x-original-url': path, 'x-rewrite-url': path } },
      { at: path, headers: { cookie: 'access_token=x; session=x' } },
    ];
    const broken: string[] = [];
    for (const { at, headers } of tries) {
      for (const token of [undefined, await stranger?.token()]) {
        const answer = await target.call({ method: 'GET', path: at, headers, token });
        if (isSuccess(answer) && (at === path || answer.text.includes('"items"'))) {
          broken.push(`GET ${at} with ${Object.keys(headers).join(', ')}: ${outcomeOf(answer)}`);
        }
      }
    }
    return broken;
  },
};

export function bodyFor({ bodySchema, resolve, takes }: Operation): {
  readonly body?: object | string;
  readonly headers?: Record<string, string>;
} {
  if (bodySchema !== undefined) return { body: fitting(bodySchema, resolve) as object };
  const [type] = takes;
  return type === undefined ? {} : { body: '{}\n', headers: { 'content-type': type } };
}

export const mayCall = (scene: Scene, operation: Operation): readonly Caller[] =>
  scene.callers.filter((caller) => isAdmitted(operation, caller));

export const ACCESS: readonly Attack[] = [operationsByAccounts, pathsBesideThem, overridingHeaders];
