import { randomUUID } from 'node:crypto';

import type { Caller } from '../accounts.js';
import { type Attack, callerWith, needService, NotHere, type Scene } from '../attack.js';
import { type Answer, isSuccess, jsonOf, outcomeOf } from '../exchange.js';
import { referral } from './privileges.js';

const MANY = 64;
const PATH = '/mediation/v1/referrals';

async function record(scene: Scene, caller: Caller, key: string, body: object): Promise<Answer> {
  return scene.target.call({
    method: 'POST',
    path: PATH,
    token: await caller.token(),
    headers: { 'idempotency-key': key },
    body,
  });
}

const idOf = (answer: Answer): string => String(jsonOf(answer).id);

/** One key, many times at once: one effect, and each answer is that of the effect or "in flight". */
const manyAtOnce: Attack = {
  id: 'idempotency/many-at-once',
  async run(scene) {
    needService(scene, 'mediation');
    const mediator = callerWith(scene, 'mediator');
    const key = randomUUID();
    const body = referral();
    const answers = await Promise.all(
      Array.from({ length: MANY }, () => record(scene, mediator, key, body)),
    );
    const made = answers.filter(isSuccess);
    const ids = new Set(made.map(idOf));
    const others = answers.filter(
      (answer) => !isSuccess(answer) && ![409, 429, 503].includes(answer.status),
    );
    return [
      ...(ids.size === 1 ? [] : [`${String(ids.size)} effects of one key`]),
      ...others.slice(0, 1).map((answer) => `an answer ${outcomeOf(answer)}`),
    ];
  },
};

/** A key that served: with another body, by another caller, on another operation. */
const servedKeys: Attack = {
  id: 'idempotency/served-keys',
  async run(scene) {
    needService(scene, 'mediation');
    const [first, second] = scene.callers.filter(({ roles }) => roles.includes('mediator'));
    if (first === undefined) throw new NotHere('no mediator');
    const broken: string[] = [];
    const key = randomUUID();
    const body = referral();
    const made = await record(scene, first, key, body);
    if (!isSuccess(made)) throw new NotHere('the mediator could not record a case');
    const changed = await record(scene, first, key, referral({ courtSeized: true }));
    if (changed.status !== 422) broken.push(`another body: ${outcomeOf(changed)}`);
    const again = await record(scene, first, key, body);
    if (!isSuccess(again) || idOf(again) !== idOf(made))
      broken.push(`the same request: ${outcomeOf(again)}`);
    for (const other of [
      second,
      scene.callers.find(({ roles }) => roles.includes('beneficiary')),
    ]) {
      if (other === undefined) continue;
      const theirs = await record(scene, other, key, body);
      if (isSuccess(theirs) && idOf(theirs) === idOf(made)) {
        broken.push(`${other.name} gets the answer of another caller`);
      }
      if (theirs.headers['idempotency-replayed'] !== undefined) {
        broken.push(`${other.name} learns that the key served`);
      }
    }
    const elsewhere = await scene.target.call({
      method: 'POST',
      path: `${PATH}/${idOf(made)}/notes`,
      token: await first.token(),
      headers: { 'idempotency-key': key },
      body: { text: 'Essai de sécurité' },
    });
    if (isSuccess(elsewhere) && jsonOf(elsewhere).id === idOf(made)) {
      broken.push('another operation gets the answer of the first');
    }
    return broken;
  },
};

/** Keys that are hardly keys. */
const oddKeys: Attack = {
  id: 'idempotency/odd-keys',
  async run(scene) {
    needService(scene, 'mediation');
    const mediator = callerWith(scene, 'mediator');
    const broken: string[] = [];
    for (const key of ['', ' ', 'a'.repeat(256), 'é'.repeat(10), "' or 1=1 --", 'a\tb']) {
      const answer = await record(scene, mediator, key, { nothing: true });
      if (answer.status !== 400)
        broken.push(`the key ${JSON.stringify(key.slice(0, 12))}: ${outcomeOf(answer)}`);
    }
    return broken;
  },
};

export const IDEMPOTENCY: readonly Attack[] = [manyAtOnce, servedKeys, oddKeys];
