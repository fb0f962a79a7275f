import { type Attack, callerWith, type Scene } from '../attack.js';
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
    answers.set(path, await scene.target.call({ method: 'GET', path, token: await caller.token() }));
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
      status === 200 && (headers.ratelimit === undefined || headers['ratelimit-policy'] === undefined)
        ? [`GET ${path} has no RateLimit and RateLimit-Policy`]
        : [],
    );
  },
};

/** No type is guessed, no page is framed or scripted from elsewhere, nobody reads which software answers. */
const ofEveryAnswer: Attack = {
  id: 'headers/of-every-answer',
  async run(scene) {
    const { target } = scene;
    const broken: string[] = [];
    const samples = target.services.flatMap((service) => [
      `/${service}/health/live`,
      `/${service}/docs`,
      `/${service}/docs-json`,
      `/${service}/v1/nothing-here`,
    ]);
    const isSecure = target.originOf('/identity').startsWith('https:');
    for (const path of ['/', '/nothing-here', ...samples]) {
      const { headers, status } = await target.call({ method: 'GET', path });
      const wrong = (what: string): number => broken.push(`GET ${path} (${String(status)}): ${what}`);
      if (headers['x-content-type-options'] !== 'nosniff') wrong('no nosniff');
      if (headers.server !== undefined || headers['x-powered-by'] !== undefined) wrong('names its software');
      if (isSecure && headers['strict-transport-security'] === undefined) wrong('no HSTS');
      if ((headers['content-type'] ?? '').includes('html')) {
        const policy = String(headers['content-security-policy'] ?? '');
        if (!/default-src|script-src/.test(policy)) wrong('a page without a content policy');
        if (/script-src[^;]*unsafe-(inline|eval)/.test(policy)) wrong('a policy that lets any script run');
        if (!/frame-ancestors 'none'/.test(policy)) wrong('a page that may be framed');
      }
      if (headers['referrer-policy'] === undefined && (headers['content-type'] ?? '').includes('html')) {
        wrong('tells its address to others');
      }
    }
    return broken;
  },
};

/** Pages of elsewhere read nothing. */
const otherOrigins: Attack = {
  id: 'headers/other-origins',
  async run({ target }) {
    const broken: string[] = [];
    const origins = ['https://example.org', 'null', 'http://localhost.example.org', 'https://example.org:8443'];
    const paths = ['/identity/v1/me', '/identity/oauth/token', ...target.services.map((service) => `/${service}/docs-json`)];
    for (const origin of origins) {
      for (const path of paths) {
        for (const method of ['GET', 'OPTIONS']) {
          const { headers } = await target.call({
            method,
            path,
            headers: { origin, 'access-control-request-method': 'POST', 'access-control-request-headers': 'authorization' },
          });
          const allowed = headers['access-control-allow-origin'];
          if (allowed === origin || (allowed === '*' && headers['access-control-allow-credentials'] === 'true')) {
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
    for (const path of ['/identity/v1/accounts?limit=abc', '/identity/v1/accounts?after=x', '/identity/v1/accounts/x', '/identity/v1/accounts/%FF', '/identity/v1/accounts?limit=99999999999999999999']) {
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
  ofEveryAnswer,
  otherOrigins,
  operatorsOnly,
  refusalsSayNothing,
];
