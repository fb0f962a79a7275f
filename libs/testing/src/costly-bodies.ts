import type { Route } from '@passerelle/service-kit';

import type { TestService } from './test-service.js';

/** Just below the limit of a body. */
const BYTES = 1_000_000;

/** The least of some rounds: what else the process does in the meantime only ever adds. */
const ROUNDS = 3;

/**
 * How many times the CPU of a plain body of the same size a body may cost. A plain one costs a few milliseconds and
 * one of escapes alone seven times as much, both in proportion to their size; one that blocks the process costs
 * hundreds of times as much.
 */
const MOST = 12;

interface Body {
  readonly name: string;
  readonly type: 'application/json' | 'application/x-www-form-urlencoded';
  readonly text: string;
}

const JSON_TYPE = 'application/json';
const FORM_TYPE = 'application/x-www-form-urlencoded';

const PLAIN: readonly Body[] = [
  { name: 'plain', type: JSON_TYPE, text: `{"a":"${'x'.repeat(BYTES)}"}` },
  { name: 'plain', type: FORM_TYPE, text: `a=${'x'.repeat(BYTES)}` },
];

/**
 * Sends to every public operation that takes a body what costs most to read: many members, values or escapes, and long
 * texts for the members that the operation knows.
 *
 * @returns a description of each body that costs far more than a plain one of its size; empty when none does
 */
export async function costlyBodies(test: TestService): Promise<string[]> {
  const faults: string[] = [];
  // All operations have the same parsers: what costs much to parse is sent to one of them.
  let unsent = bodiesToParse();
  for (const route of test.service.routes.filter(({ rule }) => 'public' in rule)) {
    const members = membersOf(test, route);
    if (members === null) continue;
    const plain = new Map<string, number>();
    for (const body of PLAIN) plain.set(body.type, await leastCpu(test, route, body));
    for (const body of [...unsent, ...bodiesToCheck(members)]) {
      const ratio = (await leastCpu(test, route, body)) / (plain.get(body.type) ?? 1);
      if (ratio > MOST) {
        faults.push(
          `${route.method} ${route.path}: ${body.name} costs ${ratio.toFixed(1)} plain ones (${body.type})`,
        );
      }
    }
    unsent = [];
  }
  return faults;
}

/** The members that the document of an operation names; null for an operation without a body. */
function membersOf(test: TestService, { method, path }: Route): readonly string[] | null {
  const document = test.service.document();
  const template = `/${test.service.name}${path.replaceAll(/:(\w+)/g, '{$1}')}`;
  const operations = document.paths[template] as Readonly<
    Record<string, { readonly requestBody?: object } | undefined>
  >;
  const { requestBody } = operations[method.toLowerCase()] ?? {};
  if (requestBody === undefined) return null;
  const [, schema = ''] = /#\/components\/schemas\/(\w+)/.exec(JSON.stringify(requestBody)) ?? [];
  const { properties = {} } = (document.components?.schemas?.[schema] ?? {}) as {
    properties?: Readonly<Record<string, unknown>>;
  };
  return Object.keys(properties);
}

function bodiesToParse(): Body[] {
  const repeated = (part: string): string => part.repeat(Math.floor(BYTES / part.length));
  const numbered = (part: (n: number) => string): string => {
    const parts: string[] = [];
    for (let n = 0, size = 0; size < BYTES; n++) {
      const next = part(n);
      parts.push(next);
      size += next.length + 1;
    }
    return parts.join(',').slice(0, BYTES);
  };
  const json = {
    'many members': `{${numbered((n) => `"m${String(n)}":0`)}}`,
    'many members, deep': `{"a":{${numbered((n) => `"m${String(n)}":0`)}}}`,
    'many numbers': `{"a":[${repeated('0,')}0]}`,
    'many objects': `[${repeated('{},')}{}]`,
    'many empty names': `[${repeated('{"":0},')}{}]`,
    'nested arrays': `{"a":${repeated('[')}`,
    'a long number': `{"a":1${repeated('1')}}`,
    escapes: `{"a":"${repeated('\\u0061')}"}`,
  };
  const form = {
    'many members': numbered((n) => `m${String(n)}=`).replaceAll(',', '&'),
    'empty members': repeated('&'),
    escapes: `a=${repeated('%41')}`,
  };
  return bodies(json, form);
}

/** Long texts and lists for the members that an operation knows: its patterns and limits read them. */
function bodiesToCheck(members: readonly string[]): Body[] {
  const withMembers = (value: string): string =>
    `{${members.map((member) => `${JSON.stringify(member)}:${value}`).join(',')}}`;
  const share = Math.floor(BYTES / Math.max(1, members.length)) - 40;
  return bodies(
    {
      'lists for known members': withMembers(`[${'{},'.repeat(share / 4)}{}]`),
      'blanks for known members': withMembers(`"${' '.repeat(share)}"`),
      'letters for known members': withMembers(`"${'a'.repeat(share)}!"`),
      'digits for known members': withMembers(`"${'1'.repeat(share)}x"`),
      'accents for known members': withMembers(`"${'é'.repeat(share / 2)}"`),
    },
    {
      'letters for known members': members
        .map((member) => `${encodeURIComponent(member)}=${'a'.repeat(share)}!`)
        .join('&'),
    },
  );
}

function bodies(
  json: Readonly<Record<string, string>>,
  form: Readonly<Record<string, string>>,
): Body[] {
  return [
    ...Object.entries(json).map(([name, text]) => ({ name, type: JSON_TYPE, text }) as const),
    ...Object.entries(form).map(([name, text]) => ({ name, type: FORM_TYPE, text }) as const),
  ];
}

/** The CPU of this process, which holds service and caller, for one request; in microseconds. */
async function leastCpu(test: TestService, { method, path }: Route, body: Body): Promise<number> {
  const url = `${test.origin}/${test.service.name}${path.replaceAll(/:\w+/g, '00000000-0000-7000-8000-000000000000')}`;
  let least = Number.POSITIVE_INFINITY;
  for (let round = 0; round < ROUNDS; round++) {
    const before = process.cpuUsage();
    const answer = await fetch(url, {
      method,
      headers: { 'content-type': body.type },
      body: body.text,
    });
    await answer.arrayBuffer();
    const { user, system } = process.cpuUsage(before);
    least = Math.min(least, user + system);
  }
  return least;
}
