import { type Attack, callerWith, NotHere, type Scene } from '../attack.js';
import type { Operation } from '../documents.js';
import { type Answer, isSuccess } from '../exchange.js';
import { mayCall } from './access.js';

/** The reads of a service that need a token and no id. */
function closedReads({ target }: Scene): readonly Operation[] {
  return target.operations.filter(
    ({ admitted, method, template }) =>
      admitted !== 'everyone' && method === 'GET' && !template.includes('{'),
  );
}

async function answersOfClosedReads(scene: Scene): Promise<Map<string, Answer>> {
  const answers = new Map<string, Answer>();
  for (const operation of closedReads(scene)) {
    const [caller] = mayCall(scene, operation);
    if (caller === undefined) continue;
    const path = operation.template;
    answers.set(
      path,
      await scene.target.call({ method: 'GET', path, token: await caller.token() }),
    );
  }
  return answers;
}

/** Answers about people are kept nowhere on their way. */
const notStored: Attack = {
  id: 'headers/no-store',
  async run(scene) {
    return [...(await answersOfClosedReads(scene))].flatMap(([path, { headers, status }]) =>
      status === 200 && !/\bno-store\b/.test(headers['cache-control'] ?? '')
        ? [`GET ${path}: ${headers['cache-control'] ?? 'no cache-control'}`]
        : [],
    );
  },
};

/** Whoever signs in knows how many calls are left. */
const limits: Attack = {
  id: 'headers/rate-limits',
  async run(scene) {
    return [...(await answersOfClosedReads(scene))].flatMap(([path, { headers, status }]) =>
      status === 200 &&
      (headers.ratelimit === undefined || headers['ratelimit-policy'] === undefined)
        ? [`GET ${path} has no RateLimit and RateLimit-Policy`]
        : [],
    );
  },
};

/** What anybody can ask for: pages, documents, refusals of each kind. */
async function openAnswers({ target }: Scene): Promise<readonly (readonly [string, Answer])[]> {
  const paths = target.services.flatMap((service) => [
    `/${service}/health/live`,
    `/${service}/docs`,
    `/${service}/docs-json`,
    `/${service}/v1/nothing-here`,
  ]);
  const answers: [string, Answer][] = [];
  for (const path of ['/', '/nothing-here', ...paths]) {
    answers.push([path, await target.call({ method: 'GET', path })]);
  }
  return answers;
}

const isPage = ({ headers }: Answer): boolean => (headers['content-type'] ?? '').includes('html');

/** No browser guesses the type of an answer. */
const noSniffing: Attack = {
  id: 'headers/no-sniffing',
  async run(scene) {
    return (await openAnswers(scene)).flatMap(([path, { headers, status }]) =>
      headers['x-content-type-options'] === 'nosniff'
        ? []
        : [`GET ${path} (${String(status)}) has no nosniff`],
    );
  },
};

/** Pages run no script of elsewhere, stand in no frame and tell nobody their address. */
const closedPages: Attack = {
  id: 'headers/closed-pages',
  async run(scene) {
    return (await openAnswers(scene)).flatMap(([path, answer]) => {
      if (!isPage(answer)) return [];
      const policy = String(answer.headers['content-security-policy'] ?? '');
      const faults = [
        ...(/default-src|script-src/.test(policy) ? [] : ['no content policy']),
        ...(/script-src[^;]*unsafe-(inline|eval)/.test(policy) ? ['lets any script run'] : []),
        ...(/frame-ancestors 'none'/.test(policy) ? [] : ['may be framed']),
        ...(answer.headers['referrer-policy'] === undefined ? ['tells its address to others'] : []),
      ];
      return faults.map((fault) => `GET ${path}: ${fault}`);
    });
  },
};

/** Nobody reads which software answers. */
const namelessSoftware: Attack = {
  id: 'headers/nameless-software',
  async run(scene) {
    return (await openAnswers(scene)).flatMap(([path, { headers }]) =>
      headers.server === undefined && headers['x-powered-by'] === undefined
        ? []
        : [`GET ${path} names its software`],
    );
  },
};

/** Whoever came by TLS comes by TLS again. */
const strictTransport: Attack = {
  id: 'headers/strict-transport',
  async run(scene) {
    if (!scene.target.originOf('/identity').startsWith('https:')) {
      throw new NotHere('the instance is not reached by TLS');
    }
    return (await openAnswers(scene)).flatMap(([path, { headers }]) =>
      headers['strict-transport-security'] === undefined ? [`GET ${path} has no HSTS`] : [],
    );
  },
};

/** Pages of elsewhere read nothing. */
const otherOrigins: Attack = {
  id: 'headers/other-origins',
  async run({ target }) {
    const broken: string[] = [];
    const origins = [
      'https://example.org',
      'null',
      'http://localhost.example.org',
      'https://example.org:8443',
    ];
    const paths = [
      '/identity/v1/me',
      '/identity/oauth/token',
      ...target.services.map((service) => `/${service}/docs-json`),
    ];
    for (const origin of origins) {
      for (const path of paths) {
        for (const method of ['GET', 'OPTIONS']) {
          const { headers } = await target.call({
            method,
            path,
            headers: {
              origin,
              'access-control-request-method': 'POST',
              'access-control-request-headers': 'authorization',
            },
          });
          const allowed = headers['access-control-allow-origin'];
          if (
            allowed === origin ||
            (allowed === '*' && headers['access-control-allow-credentials'] === 'true')
          ) {
            broken.push(`${method} ${path} is open to ${origin}`);
          }
        }
      }
    }
    return broken;
  },
};

/** Metrics, and what a service depends on, are for the operator. */
const operatorsOnly: Attack = {
  id: 'headers/for-the-operator',
  async run({ target }) {
    const broken: string[] = [];
    for (const service of target.services) {
      const metrics = await target.call({ method: 'GET', path: `/${service}/metrics` });
      if (isSuccess(metrics)) broken.push(`/${service}/metrics is open`);
      const ready = await target.call({ method: 'GET', path: `/${service}/health/ready` });
      if (/"checks"|"database"|"queue"/.test(ready.text)) {
        broken.push(`/${service}/health/ready tells what the service depends on`);
      }
    }
    return broken;
  },
};

/** A refusal says what is to be done, and nothing about the inside. */
const refusalsSayNothing: Attack = {
  id: 'headers/refusals-without-inside',
  async run(scene) {
    const { target } = scene;
    const broken: string[] = [];
    const token = await callerWith(scene, 'admin').token();
    for (const path of [
      '/identity/v1/accounts?limit=abc',
      '/identity/v1/accounts?after=x',
      '/identity/v1/accounts/x',
      '/identity/v1/accounts/%FF',
      '/identity/v1/accounts?limit=99999999999999999999',
    ]) {
      const answer = await target.call({ method: 'GET', path, token });
      if (/ at [\w.<>]+ \(|node_modules|\.ts:|\.js:|select .* from|ECONN/i.test(answer.text)) {
        broken.push(`GET ${path} shows the inside`);
      }
      if (answer.status >= 500) broken.push(`GET ${path}: ${String(answer.status)}`);
    }
    return broken;
  },
};

export const HEADERS: readonly Attack[] = [
  notStored,
  limits,
  noSniffing,
  closedPages,
  namelessSoftware,
  strictTransport,
  otherOrigins,
  operatorsOnly,
  refusalsSayNothing,
];
