import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';

import { type Tokens, tokensFor } from '../accounts.js';
import { type Attack, callerWith, NotHere, type Scene } from '../attack.js';
import { isSuccess, jsonOf, outcomeOf } from '../exchange.js';

/** An ended session is known everywhere within a minute. */
const KNOWN_WITHIN_MS = 60_000;
const POLL_MS = 3_000;
/** Longer than two tabs may take to refresh with the same token. */
const GRACE_OVER_MS = 22_000;
const TABS = 8;

async function open(scene: Scene): Promise<Tokens> {
  const { name, password } = callerWith(scene, 'auditor');
  return tokensFor(scene.target, { grant_type: 'password', username: name, password });
}

const refresh = (scene: Scene, token: string) =>
  scene.target.askToken({ grant_type: 'refresh_token', refresh_token: token });

/** The access token of a session that its owner has ended, on every service. */
const endedSession: Attack = {
  id: 'sessions/access-after-the-end',
  waits: true,
  async run(scene) {
    const { target } = scene;
    const { access_token: token, refresh_token: refreshToken } = await open(scene);
    const reads = target.services.flatMap((service) => {
      const read = target.operations.find(
        ({ service: own, admitted, method, template }) =>
          own === service &&
          method === 'GET' &&
          !template.includes('{') &&
          admitted !== 'everyone' &&
          admitted.roles.has('auditor'),
      );
      return read === undefined ? [] : [read.template];
    });
    await target.call({
      method: 'POST',
      path: '/identity/oauth/revocation',
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
      body: new URLSearchParams({ token: refreshToken }).toString(),
    });
    let stillOpen = reads;
    const until = Date.now() + KNOWN_WITHIN_MS;
    while (stillOpen.length > 0 && Date.now() < until) {
      await pause(POLL_MS);
      const answered: string[] = [];
      for (const path of stillOpen) {
        if (isSuccess(await target.call({ method: 'GET', path, token }))) answered.push(path);
      }
      stillOpen = answered;
    }
    return stillOpen.map((path) => `GET ${path} still answers a minute after the end`);
  },
};

/** Two tabs of one person refresh at once: both go on, in the same session. */
const twoTabs: Attack = {
  id: 'sessions/tabs-that-refresh-at-once',
  async run(scene) {
    const first = await open(scene);
    const answers = await Promise.all(
      Array.from({ length: TABS }, () => refresh(scene, first.refresh_token)),
    );
    const refused = answers.filter((answer) => !isSuccess(answer));
    if (refused.length > 0) {
      return [
        `${String(refused.length)} of ${String(TABS)} tabs lose the session: ${refused.slice(0, 1).map(outcomeOf).join('')}`,
      ];
    }
    const successors = new Set(answers.map((answer) => String(jsonOf(answer).refresh_token)));
    if (successors.size > 1) return [`${String(successors.size)} successors of one token`];
    const [successor = ''] = successors;
    const next = await refresh(scene, successor);
    return isSuccess(next) ? [] : [`the successor is refused: ${outcomeOf(next)}`];
  },
};

/** A refresh token that was stolen and used before: its second use ends the session for both. */
const reusedRefreshToken: Attack = {
  id: 'sessions/reused-refresh-token',
  waits: true,
  async run(scene) {
    const first = await open(scene);
    const second = jsonOf(await refresh(scene, first.refresh_token)) as unknown as Tokens;
    const third = jsonOf(await refresh(scene, second.refresh_token)) as unknown as Tokens;
    await pause(GRACE_OVER_MS);
    const reused = await refresh(scene, first.refresh_token);
    const after = await refresh(scene, third.refresh_token);
    return [
      ...(isSuccess(reused) ? ['a used token is taken again'] : []),
      ...(isSuccess(after) ? ['the session outlives the reuse'] : []),
    ];
  },
};

/** The refresh token of one session in other spellings, and as an access token. */
const refreshTokenSpellings: Attack = {
  id: 'sessions/refresh-token-spellings',
  async run(scene) {
    const { refresh_token: token } = await open(scene);
    const broken: string[] = [];
    for (const spelled of [
      ` ${token}`,
      `${token} `,
      `${token}=`,
      `${token}\n`,
      `${token}A`,
      token.slice(0, -1),
    ]) {
      const answer = await refresh(scene, spelled);
      if (isSuccess(answer)) broken.push(`another spelling is taken: ${outcomeOf(answer)}`);
      if (answer.status >= 500) broken.push(`a spelling fails: ${outcomeOf(answer)}`);
    }
    const asAccess = await scene.target.call({ method: 'GET', path: '/identity/v1/me', token });
    if (isSuccess(asAccess)) broken.push('a refresh token is taken for an access token');
    return broken;
  },
};

const OWN = '/identity/v1/me/sessions';

/** People see and end their own sessions, and nobody else's. */
const ownSessions: Attack = {
  id: 'sessions/own-sessions',
  async run(scene) {
    const { target } = scene;
    if (!target.operations.some(({ template }) => template === OWN)) {
      throw new NotHere('the instance lists no sessions');
    }
    const idsWith = async (token: string): Promise<string[]> => {
      const answer = await target.call({ method: 'GET', path: OWN, token });
      return [...new Set(answer.text.match(/[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/g))];
    };
    const stranger = await callerWith(scene, 'beneficiary').token();
    const first = await open(scene);
    const before = await idsWith(first.access_token);
    const second = await open(scene);
    const [opened = ''] = (await idsWith(second.access_token)).filter((id) => !before.includes(id));
    if (opened === '') return ['a new session is not listed'];
    const end = (token: string, id: string) =>
      target.call({ method: 'DELETE', path: `${OWN}/${id}`, token });
    const byStranger = await end(stranger, opened);
    const missing = await end(stranger, randomUUID());
    const stillOpen = await refresh(scene, second.refresh_token);
    const next = jsonOf(stillOpen) as unknown as Tokens;
    const byOwner = await end(first.access_token, opened);
    const after = await refresh(scene, next.refresh_token);
    return [
      ...((await idsWith(stranger)).some((id) => before.includes(id) || id === opened)
        ? ['the sessions of somebody else are listed']
        : []),
      ...(outcomeOf(byStranger) === outcomeOf(missing)
        ? []
        : [`a foreign session: ${outcomeOf(byStranger)}, an unknown one: ${outcomeOf(missing)}`]),
      ...(isSuccess(stillOpen) ? [] : ['somebody else ends a session']),
      ...(isSuccess(byOwner) ? [] : [`the owner cannot end it: ${outcomeOf(byOwner)}`]),
      ...(isSuccess(after) ? ['an ended session is renewed'] : []),
    ];
  },
};

/** A batch client asks for what it was not given. */
const scopesBeyond: Attack = {
  id: 'sessions/scopes-beyond',
  async run(scene) {
    const client = callerWith(scene, 'service');
    const broken: string[] = [];
    const wanted = ['identity:admin', 'admin', '*', `${client.scopes.join(' ')} identity:admin`];
    for (const scope of wanted) {
      const answer = await scene.target.askToken({
        grant_type: 'client_credentials',
        client_id: client.name,
        client_secret: client.password,
        scope,
      });
      if (isSuccess(answer)) broken.push(`the scope ${scope} is granted`);
    }
    return broken;
  },
};

export const SESSIONS: readonly Attack[] = [
  endedSession,
  reusedRefreshToken,
  twoTabs,
  refreshTokenSpellings,
  ownSessions,
  scopesBeyond,
];
