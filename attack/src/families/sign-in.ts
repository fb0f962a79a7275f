import { randomBytes } from 'node:crypto';

import { type Attack, callerWith, NotHere, type Scene } from '../attack.js';
import { solvedCaptcha } from '../captcha.js';
import {
  type Answer,
  inParallel,
  isSuccess,
  jsonOf,
  LimitReached,
  outcomeOf,
} from '../exchange.js';

const WRONG = 'Pas-le-bon-1';
/** How far the medians of two groups of answers may lie apart: hashing is the same for both. */
const MOST_APART = 2;

/** A name that nobody has, like those that people have. */
const unknownName = (): string => `inconnu-${randomBytes(6).toString('hex')}`;

/** A NIR with the form of the known one that nobody has: of a child born in a far-off month. */
function unknownNir(nir: string): string {
  const order = String(100 + Math.floor(Math.random() * 800));
  return nir.slice(0, 10) + order;
}

const median = (values: readonly number[]): number =>
  values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;

function signIn(
  { target }: Scene,
  username: string,
  password: string,
  from?: string,
  captcha?: string,
): Promise<Answer> {
  const form = { grant_type: 'password', username, password };
  return target.askToken(captcha === undefined ? form : { ...form, captcha }, { from });
}

/** The answer without what names the request and the moment. */
function shapeOf(answer: Answer): string {
  const { instance: _, ...body } = jsonOf(answer);
  const headers = Object.keys(answer.headers).filter((name) => name !== 'x-request-id');
  return JSON.stringify([answer.status, body, headers]);
}

/** A sign-in with the right password and a captcha, from elsewhere: it clears the failures of the account. */
async function forgive(scene: Scene, username: string, password: string): Promise<void> {
  const from = scene.target.freshAddress();
  await signIn(scene, username, password, from, await solvedCaptcha(scene.target, from));
}

/** Thousands of tries of clients that do not exist, while people sign in. */
const floodOfClients: Attack = {
  id: 'sign-in/flood-of-unknown-clients',
  async run(scene) {
    const { target, form: length } = scene;
    const person = callerWith(scene, 'auditor');
    const flooding = target.freshAddress();
    const people = length === 'long' ? 12 : 2;
    const over = new AbortController();
    const flood = inParallel(
      (function* clients() {
        const most = length === 'long' ? 10_000 : 3_000;
        for (let n = 0; n < most && !over.signal.aborted; n += 1) yield n;
      })(),
      64,
      async () => {
        const form = {
          grant_type: 'client_credentials',
          client_id: unknownName(),
          client_secret: WRONG,
        };
        // A try that is cut off is as good as one that is refused.
        await target.askToken(form, { from: flooding }).catch(unlessLimited);
      },
    );
    const refused: string[] = [];
    const signIns = async (): Promise<void> => {
      try {
        for (let n = 0; n < people; n += 1) {
          const from = target.freshAddress();
          const sent = signIn(scene, person.name, person.password, from);
          const answer = await sent.catch(unlessLimited);
          if (answer === undefined) refused.push('no answer');
          else if (!isSuccess(answer)) refused.push(outcomeOf(answer));
        }
      } finally {
        over.abort();
      }
    };
    await Promise.all([flood, signIns()]);
    return refused.length === 0
      ? []
      : [
          `${String(refused.length)} of ${String(people)} people are refused: ${refused.join(', ')}`,
        ];
  },
};

/** A request without an answer is an outcome here; the end of the run's limits is none. */
function unlessLimited(error: unknown): undefined {
  if (error instanceof LimitReached) throw error;
}

/** The same sequence of wrong passwords for a known and an unknown name, in each of its spellings. */
const sequences: Attack = {
  id: 'sign-in/captcha-for-known-and-unknown',
  async run(scene) {
    const { target, person } = scene;
    const from = target.freshAddress();
    if (from === undefined) throw new NotHere('the limits of this address would decide');
    if (person === undefined) throw new NotHere('no person is named');
    const caller = scene.callers.find(({ name }) => name === person.username);
    const asName = (name: string) => [name, name.toUpperCase(), ` ${name}`, `${name} `, name];
    const asNir = (nir: string) => {
      const parts = [/^(.)(..)(..)(..)(...)(...)$/.exec(nir)?.slice(1).join(' ') ?? nir];
      const key = String(97 - Number(BigInt(nir) % 97n)).padStart(2, '0');
      return [nir, ...parts, nir + key, `${parts[0] ?? nir} ${key}`, nir.split('').join(' ')];
    };
    const broken: string[] = [];
    const pairs = [
      ['a username', asName(person.username), asName(unknownName())],
      ['a NIR', asNir(person.nir), asNir(unknownNir(person.nir))],
    ] as const;
    for (const [what, known, unknown] of pairs) {
      const seen = async (names: readonly string[]): Promise<string> => {
        const outcomes: string[] = [];
        for (const name of names) {
          outcomes.push(outcomeOf(await signIn(scene, name, WRONG, target.freshAddress())));
        }
        return outcomes.join(' → ');
      };
      const [ofKnown, ofUnknown] = [await seen(known), await seen(unknown)];
      if (ofKnown !== ofUnknown) broken.push(`${what}: known ${ofKnown}; unknown ${ofUnknown}`);
      if (caller !== undefined) await forgive(scene, caller.name, caller.password);
    }
    return broken;
  },
};

/** One wrong password each: bodies, headers and times of known and unknown names. */
const knownAndUnknown: Attack = {
  id: 'sign-in/answers-and-times',
  async run(scene) {
    const { target, callers } = scene;
    const all = callers.filter(
      ({ roles, name }) => !roles.includes('service') && name !== scene.person?.username,
    );
    // Two people of three decide a median as well as all of them.
    const people = scene.form === 'long' ? all : all.filter((_, n) => n % 3 < 2);
    const known: number[] = [];
    const unknown: number[] = [];
    const shapes = new Set<string>();
    for (let round = 0; round < (scene.form === 'long' ? 2 : 1); round += 1) {
      for (const { name } of people) {
        const from = target.freshAddress();
        if (from === undefined && known.length >= 12) break;
        const ofKnown = await signIn(scene, name, WRONG, from);
        const ofUnknown = await signIn(scene, unknownName(), WRONG, from);
        shapes.add(shapeOf(ofKnown)).add(shapeOf(ofUnknown));
        known.push(ofKnown.ms);
        unknown.push(ofUnknown.ms);
      }
    }
    for (const { name, password } of people) {
      // A right password clears the failures of its account.
      await signIn(scene, name, password, target.freshAddress());
    }
    const ratio = median(known) / median(unknown);
    return [
      ...(shapes.size > 1
        ? [
            `${String(shapes.size)} different answers: ${[...shapes].map((shape) => shape.slice(0, 90)).join(' / ')}`,
          ]
        : []),
      ...(ratio > MOST_APART || ratio < 1 / MOST_APART
        ? [`the median of known names is ${ratio.toFixed(2)} times that of unknown ones`]
        : []),
    ];
  },
};

/** Somebody else's failures do not keep out the holder who has the captcha and the right password. */
const lockoutAsWeapon: Attack = {
  id: 'sign-in/lockout-as-a-weapon',
  async run(scene) {
    const { target, victim } = scene;
    if (victim === undefined) throw new NotHere('no account may be locked');
    const from = target.freshAddress();
    if (from === undefined) throw new NotHere('attacker and holder would share an address');
    let held = '';
    for (let n = 0; n < 9 && held === ''; n += 1) {
      const answer = await signIn(
        scene,
        victim.name,
        WRONG,
        from,
        n < 3 ? undefined : await solvedCaptcha(target, from),
      );
      if (answer.status === 429) held = outcomeOf(answer);
    }
    const home = target.freshAddress();
    const answer = await signIn(
      scene,
      victim.name,
      victim.password,
      home,
      await solvedCaptcha(target, home),
    );
    return isSuccess(answer) ? [] : [`the holder gets ${outcomeOf(answer)}`];
  },
};

/** A request for a new password says nothing about whether the person is known. */
const resetOracle: Attack = {
  id: 'sign-in/reset-oracle',
  async run(scene) {
    const { target, person } = scene;
    if (person === undefined) throw new NotHere('no person is named');
    const shapes = new Set<string>();
    const known: number[] = [];
    const unknown: number[] = [];
    const ask = async (nir: string, birthName: string): Promise<Answer> => {
      const from = target.freshAddress();
      const captcha = await solvedCaptcha(target, from);
      return target.call({
        method: 'POST',
        path: '/identity/v1/password-resets',
        from,
        body: { nir, birthName, captcha, channel: 'email' },
      });
    };
    for (let n = 0; n < (scene.form === 'long' ? 7 : 3); n += 1) {
      const right = await ask(person.nir, person.birthName);
      const wrongName = await ask(person.nir, 'Autrement');
      const nobody = await ask(unknownNir(person.nir), person.birthName);
      for (const answer of [right, wrongName, nobody]) {
        const members = Object.keys(jsonOf(answer)).toSorted().join(',');
        shapes.add(`${String(answer.status)} ${members} ${Object.keys(answer.headers).join(',')}`);
      }
      known.push(right.ms);
      unknown.push(nobody.ms);
    }
    const ratio = median(known) / median(unknown);
    return [
      ...(shapes.size > 1
        ? [`${String(shapes.size)} different answers: ${[...shapes].join(' / ').slice(0, 300)}`]
        : []),
      ...(ratio > 3 || ratio < 1 / 3
        ? [`the median of a known person is ${ratio.toFixed(2)} times that of nobody`]
        : []),
    ];
  },
};

/** A code is guessed: few tries, and the same answer for a request that does not exist. */
const guessedCodes: Attack = {
  id: 'sign-in/guessed-codes',
  async run(scene) {
    const { target } = scene;
    const broken: string[] = [];
    const outcomes = new Set<string>();
    for (let n = 0; n < 12; n += 1) {
      const answer = await target.call({
        method: 'POST',
        path: `/identity/v1/password-resets/${crypto.randomUUID()}/completion`,
        from: target.freshAddress(),
        body: { code: String(n).padStart(6, '0'), newPassword: 'Un-mot-de-passe-long-7' },
      });
      outcomes.add(outcomeOf(answer));
      if (isSuccess(answer)) broken.push('a request that does not exist is completed');
    }
    if (outcomes.size > 1) broken.push(`different answers: ${[...outcomes].join(', ')}`);
    return broken;
  },
};

export const SIGN_IN: readonly Attack[] = [
  knownAndUnknown,
  sequences,
  resetOracle,
  guessedCodes,
  lockoutAsWeapon,
  floodOfClients,
];
