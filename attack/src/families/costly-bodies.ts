import { randomUUID } from 'node:crypto';

import type { Attack, Scene } from '../attack.js';
import { labelOf, type Operation, type Schema, unknownPath } from '../documents.js';
import { isSuccess } from '../exchange.js';
import { mayCall } from './access.js';

/** Just below the limit of a body. */
const BYTES = 1_000_000;
/** The least of some rounds: what else the machine does only ever adds. */
const ROUNDS = 3;
/** How many times as long as a plain body of the same size a body may take. */
const MOST = 12;
/** Below this no ratio counts: both figures are noise. */
const FLOOR_MS = 250;

const JSON_TYPE = 'application/json';
const FORM_TYPE = 'application/x-www-form-urlencoded';

interface Body {
  readonly name: string;
  readonly type: string;
  readonly text: string;
}

const repeated = (part: string, bytes = BYTES): string =>
  part.repeat(Math.floor(bytes / part.length));

function numbered(part: (n: number) => string, between: string): string {
  const parts: string[] = [];
  for (let n = 0, size = 0; size < BYTES - 60; n += 1) {
    const next = part(n);
    parts.push(next);
    size += next.length + between.length;
  }
  return parts.join(between);
}

const json = (name: string, text: string): Body => ({ name, type: JSON_TYPE, text });
const form = (name: string, text: string): Body => ({ name, type: FORM_TYPE, text });

/** Bodies that cost a parser much, whatever the operation is. */
function toParse(): readonly Body[] {
  return [
    json('74,000 members', `{${numbered((n) => `"m${String(n)}":0`, ',')}}`),
    json('many members below one', `{"a":{${numbered((n) => `"m${String(n)}":0`, ',')}}}`),
    json('one member again and again', `{${numbered(() => '"a":0', ',')}}`),
    json('many numbers', `{"a":[${repeated('0,')}0]}`),
    json('many objects', `[${repeated('{},')}{}]`),
    json('many empty names', `[${repeated('{"":0},')}{}]`),
    json('nested lists', repeated('[')),
    json('nested objects', repeated('{"a":')),
    json('a number of a million digits', `{"a":1${repeated('1')}}`),
    json('a number with a huge exponent', `{"a":1e${repeated('9', 20)}}`),
    json('escapes', `{"a":"${repeated('\\u0061')}"}`),
    json('prototype members', `{${numbered(() => '"__proto__":{}', ',')}}`),
    form(
      '200,000 members',
      numbered((n) => String(n), '&'),
    ),
    form(
      'members named like lists',
      numbered((n) => `a[${String(n)}]=`, '&'),
    ),
    form('members named like trees', `a${repeated('[a]')}=1`),
    form('empty members', repeated('&')),
    form('escapes', `a=${repeated('%41')}`),
    form('broken escapes', `a=${repeated('%')}`),
  ];
}

/** Long texts for each member with a pattern: what makes a careless regular expression go back and forth. */
function toMatch({ bodySchema, resolve }: Operation): readonly Body[] {
  const names = Object.keys(membersOf(bodySchema, resolve));
  if (names.length === 0) return [];
  const share = Math.floor((BYTES - 1_000) / names.length) - 40;
  const all = (name: string, value: string): Body =>
    json(name, `{${names.map((member) => `${JSON.stringify(member)}:${value}`).join(',')}}`);
  return [
    all('letters for every member', `"${'a'.repeat(share)}!"`),
    all('digits for every member', `"${'1'.repeat(share)}x"`),
    all('blanks for every member', `"${' '.repeat(share)}x"`),
    all('words with dashes for every member', `"${repeated('a-', share)}!"`),
    all('an address without end for every member', `"a@${repeated('a.', share - 2)}@"`),
    all('a list for every member', `[${repeated('"a",', share)}"a"]`),
  ];
}

function membersOf(
  schema: Schema | undefined,
  resolve: Operation['resolve'],
): Readonly<Record<string, Schema>> {
  if (schema?.$ref !== undefined) return membersOf(resolve(schema.$ref), resolve);
  return schema?.properties ?? {};
}

/** Each body, against a plain one of its size to the same operation by the same caller. */
const bodiesThatBlock: Attack = {
  id: 'costly-bodies/against-plain-ones',
  async run(scene) {
    const broken: string[] = [];
    const withBody = scene.target.operations.filter(({ bodySchema }) => bodySchema !== undefined);
    const open = withBody.filter(({ admitted }) => admitted === 'everyone');
    // The short form takes a closed operation of each service: all have one parser and one validation.
    const closed = withBody.filter(({ admitted }) => admitted !== 'everyone');
    const tried =
      scene.form === 'long'
        ? [...open, ...closed]
        : [
            ...open,
            ...scene.target.services.flatMap((service) =>
              closed.filter((operation) => operation.service === service).slice(0, 1),
            ),
          ];
    for (const [at, operation] of tried.entries()) {
      const plain = new Map<string, number>();
      for (const type of [JSON_TYPE, FORM_TYPE]) {
        const text = type === JSON_TYPE ? `{"a":"${'x'.repeat(BYTES)}"}` : `a=${'x'.repeat(BYTES)}`;
        plain.set(type, await leastMs(scene, operation, { name: 'plain', type, text }));
      }
      const bodies = [...(at === 0 ? toParse() : []), ...toMatch(operation)];
      for (const body of bodies) {
        const bound = Math.max(FLOOR_MS, MOST * (plain.get(body.type) ?? 0));
        // One quick answer decides: the rounds are for those that seem slow.
        if ((await leastMs(scene, operation, body, 1)) <= bound) continue;
        const ms = await leastMs(scene, operation, body);
        if (ms > bound) {
          broken.push(
            `${labelOf(operation)}: ${body.name} (${body.type}) takes ${ms.toFixed(0)} ms, a plain body ${(plain.get(body.type) ?? 0).toFixed(0)} ms`,
          );
        }
      }
    }
    return broken;
  },
};

async function leastMs(
  scene: Scene,
  operation: Operation,
  body: Body,
  rounds = ROUNDS,
): Promise<number> {
  const token =
    operation.admitted === 'everyone' ? undefined : await mayCall(scene, operation)[0]?.token();
  let least = Number.POSITIVE_INFINITY;
  for (let round = 0; round < rounds; round += 1) {
    const answer = await scene.target.call({
      method: operation.method,
      path: unknownPath(operation, randomUUID()),
      token,
      headers: { 'content-type': body.type },
      body: body.text,
      timeoutMs: 120_000,
    });
    least = Math.min(least, answer.ms);
  }
  return least;
}

/** An answer to a body with thousands of faults stays small. */
const answersStaySmall: Attack = {
  id: 'costly-bodies/answers-stay-small',
  async run(scene) {
    const broken: string[] = [];
    const MOST_BYTES = 100_000;
    for (const operation of scene.target.operations) {
      const { bodySchema, admitted, service } = operation;
      if (bodySchema === undefined) continue;
      const isFirst =
        scene.target.operations.find(
          (other) => other.service === service && other.bodySchema !== undefined,
        ) === operation;
      if (admitted !== 'everyone' && scene.form === 'short' && !isFirst) continue;
      const token =
        admitted === 'everyone' ? undefined : await mayCall(scene, operation)[0]?.token();
      for (const text of [
        `{${numbered((n) => `"m${String(n)}":0`, ',').slice(0, 900_000)}}`,
        `{"roles":[${repeated('"x",', 900_000)}"x"]}`,
        `{"${'x'.repeat(900_000)}":0}`,
      ]) {
        const answer = await scene.target.call({
          method: operation.method,
          path: unknownPath(operation, randomUUID()),
          token,
          headers: { 'content-type': JSON_TYPE },
          body: text,
        });
        if (answer.text.length > MOST_BYTES) {
          broken.push(`${labelOf(operation)} answers ${String(answer.text.length)} bytes`);
        }
        if (isSuccess(answer) || answer.status >= 500) {
          broken.push(`${labelOf(operation)} answers ${String(answer.status)}`);
        }
      }
    }
    return broken;
  },
};

/** While costly bodies arrive, others are answered. */
const othersAreAnswered: Attack = {
  id: 'costly-bodies/others-are-answered',
  async run({ target, form: length }) {
    const path = '/identity/health/live';
    const [costly] = toParse();
    if (costly === undefined) return [];
    const quiet: number[] = [];
    for (let n = 0; n < 20; n += 1) quiet.push((await target.call({ method: 'GET', path })).ms);
    let slowest = 0;
    const over = new AbortController();
    const listen = async (): Promise<void> => {
      while (!over.signal.aborted)
        slowest = Math.max(slowest, (await target.call({ method: 'GET', path })).ms);
    };
    const sendCostly = async (): Promise<void> => {
      try {
        for (let n = 0; n < (length === 'long' ? 40 : 10); n += 1) {
          await target.call({
            method: 'POST',
            path: '/identity/oauth/token',
            headers: { 'content-type': costly.type },
            body: costly.text,
          });
        }
      } finally {
        over.abort();
      }
    };
    await Promise.all([listen(), sendCostly()]);
    const MOST_MS = Math.max(1_000, 20 * Math.max(...quiet));
    return slowest > MOST_MS
      ? [
          `a health request waited ${slowest.toFixed(0)} ms, ${Math.max(...quiet).toFixed(0)} ms without`,
        ]
      : [];
  },
};

export const COSTLY_BODIES: readonly Attack[] = [
  bodiesThatBlock,
  answersStaySmall,
  othersAreAnswered,
];
