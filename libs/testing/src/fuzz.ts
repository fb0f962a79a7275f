import fc from 'fast-check';

import type { Problem } from '@passerelle/http';
import { parisDay } from '@passerelle/kernel';
import type { OpenAPIObject } from '@passerelle/service-kit';

import { extentOf } from './extent.js';
import {
  anId,
  fitting,
  harmed,
  harmfulText,
  type JsonSchema,
  type Vocabulary,
} from './fuzzed-requests.js';
import { OpenApiMatcher } from './openapi-matcher.js';
import type { TokenClaims } from './test-issuer.js';
import type { Reply, TestService } from './test-service.js';

export interface FuzzOptions {
  /** The callers. A route is called by those that its `@Access` admits, or without a token if it is public. */
  readonly callers: readonly TokenClaims[];
  /** Values that have a meaning for the service, by the name of the member or parameter. */
  readonly known?: Readonly<Record<string, readonly unknown[]>>;
  /** Paths of resources that the generated requests cannot create, such as imports. */
  readonly resources?: readonly string[];
}

export interface FuzzReport {
  /** Descriptions of the answers that contradict the document. PASSERELLE_FUZZ_SEED sets the seed. */
  readonly faults: readonly string[];
  /** The share of operations that succeeded at least once: refusals alone test little. */
  readonly reached: number;
}

interface Parameter {
  readonly name: string;
  readonly in: string;
  readonly required?: boolean;
  readonly schema?: JsonSchema;
}

interface Operation {
  readonly label: string;
  readonly method: string;
  readonly template: string;
  readonly parameters: readonly Parameter[];
  readonly body: JsonSchema | undefined;
  readonly callers: readonly (TokenClaims | null)[];
}

interface Shot {
  readonly path: string;
  readonly body: unknown;
  readonly headers: Readonly<Record<string, string>>;
  readonly as: TokenClaims | null;
  /** Whether the whole request is well-formed according to the document. */
  readonly fits: boolean;
}

/** Requests of one operation in one turn. Between two turns, the answers of the other operations give it new ids. */
const BATCH = 4;
const ENOUGH_FAULTS = 25;

/**
 * Sends requests to every operation that has a JSON body or no body. The requests are generated from the OpenAPI
 * document of the service. About half of them fit the schema; the others contain a harmful value. The answer must be
 * documented, and it must not be a server error. A request that fits must not be refused as malformed (400), and a
 * request that does not fit must not be accepted.
 *
 * `PASSERELLE_FUZZ_RUNS` sets the number of requests for each operation (24; the long form sends 2,000).
 */
export async function fuzz(test: TestService, options: FuzzOptions): Promise<FuzzReport> {
  const runs = extentOf('PASSERELLE_FUZZ_RUNS', 24);
  const seed = extentOf('PASSERELLE_FUZZ_SEED', 20_240_328);
  const document = test.service.document();
  const matcher = new OpenApiMatcher(document);
  const operations = operationsOf(test, options);
  const resources = new Resources();
  for (const path of options.resources ?? []) resources.remember(path, operations);
  const faults = new Map<string, string>();
  const succeeded = new Set<string>();
  for (let turn = 0; turn < runs / BATCH; turn += 1) {
    // The order differs in each turn, to reach states that one order would never reach.
    const [inTurn = []] = fc.sample(
      fc.shuffledSubarray(operations, { minLength: operations.length }),
      { seed: seed + turn, numRuns: 1 },
    );
    for (const operation of inTurn) {
      if (faults.size >= ENOUGH_FAULTS) break;
      const words: Vocabulary = {
        today: parisDay(test.clock.now()),
        resolve: (reference) => resolve(document, reference),
        known: new Map(Object.entries(options.known ?? {})),
        ids: resources.ids(),
      };
      const shots = fc.sample(shotsAt(operation, words, resources), {
        seed: seed + turn,
        numRuns: BATCH,
      });
      for (const shot of shots) {
        const answer = await fire(test, operation, shot);
        const fault =
          typeof answer === 'string' ? answer : faultOf(answer, operation, shot, matcher);
        if (fault !== null) {
          const report = `${fault}\n${operation.method} ${text(shot)}`;
          // One example of each fault is enough to find its cause.
          faults.set(`${operation.label} ${fault.split(/[ \n]\{/, 1)[0] ?? ''}`, report);
        }
        if (typeof answer === 'string' || answer.status >= 300) continue;
        succeeded.add(operation.label);
        resources.learn(operation, shot.path, answer.body);
      }
    }
  }
  return {
    faults: [...faults.values()],
    reached: succeeded.size / operations.length,
  };
}

function operationsOf(test: TestService, { callers }: FuzzOptions): Operation[] {
  const { paths } = test.service.document();
  return test.service.routes.flatMap(({ method, path, rule }): Operation[] => {
    const template = `/${test.service.name}${path}`.replace(/:(\w+)/g, '{$1}').replace(/\/$/, '');
    const label = `${method} ${template}`;
    const item = paths[template] as Record<string, unknown> | undefined;
    const documented = item?.[method.toLowerCase()] as
      | {
          readonly parameters?: readonly Parameter[];
          readonly requestBody?: {
            readonly content: Readonly<Record<string, { readonly schema?: JsonSchema }>>;
          };
        }
      | undefined;
    if (documented === undefined) return [];
    const content = documented.requestBody?.content;
    const body = content?.['application/json']?.schema;
    if (content !== undefined && body === undefined) return [];
    const admitted =
      'public' in rule
        ? [null]
        : callers.filter(
            ({ roles = [], scope }) =>
              roles.some((role) => rule.roles.includes(role)) ||
              (rule.scopes ?? []).some((one) => one === scope),
          );
    if (admitted.length === 0) throw new Error(`nobody among the callers may ${label}`);
    const { parameters = [] } = documented;
    return [{ label, method, template, parameters, body, callers: admitted }];
  });
}

function shotsAt(
  operation: Operation,
  words: Vocabulary,
  resources: Resources,
): fc.Arbitrary<Shot> {
  const { parameters, body, callers, template } = operation;
  const inPath = parameters.filter((parameter) => parameter.in === 'path');
  const inQuery = parameters.filter((parameter) => parameter.in === 'query');
  const madeUp = fc.tuple(...inPath.map((parameter) => pathValue(parameter, words)));
  const isNamed = inPath.some(({ name }) => words.known.has(name));
  const met = isNamed ? [] : resources.at(template);
  const pathValues =
    met.length === 0
      ? madeUp
      : fc.oneof(
          { weight: 9, arbitrary: fc.constantFrom(...met) },
          { weight: 1, arbitrary: madeUp },
        );
  // Only the server makes cursors. It refuses an invented cursor, so none is sent.
  const queryValues = fc.record(
    Object.fromEntries(
      inQuery
        .filter(({ name }) => name !== 'after')
        .map(({ name, schema = {} }) => [name, fitting(schema, words, name)]),
    ),
    { requiredKeys: inQuery.filter(({ required }) => required).map(({ name }) => name) },
  );
  const bodies = body === undefined ? fc.constant(undefined) : fitting(body, words);
  return fc
    .record({
      as: fc.constantFrom(...callers),
      pathValues: pathValues,
      queryValues,
      body: bodies,
      headers: headersOf(parameters),
      harm: fc.constantFrom('none', 'none', 'body', 'query', 'path'),
    })
    .chain((shot) => {
      const { as, headers } = shot;
      const isHarmed = {
        body: shot.harm === 'body' && body !== undefined,
        query: shot.harm === 'query' && inQuery.length > 0,
        path: shot.harm === 'path' && inPath.length > 0,
      };
      return fc.record({
        as: fc.constant(as),
        headers: fc.constant(headers),
        body: isHarmed.body ? harmed(shot.body) : fc.constant(shot.body),
        path: fc
          .tuple(fc.constantFrom(...inQuery, { name: 'surprise' }), harmfulText)
          .map(([{ name }, harm]) => {
            const query = isHarmed.query ? { ...shot.queryValues, [name]: harm } : shot.queryValues;
            const places = isHarmed.path ? inPath.map(() => harm) : shot.pathValues;
            return address(template, inPath, places, query);
          }),
        fits: fc.constant(!Object.values(isHarmed).includes(true)),
      });
    });
}

function pathValue({ name, schema = {} }: Parameter, words: Vocabulary): fc.Arbitrary<unknown> {
  return words.known.has(name) ? fitting(schema, words, name) : anId(words);
}

function headersOf(parameters: readonly Parameter[]): fc.Arbitrary<Record<string, string>> {
  const takesVersion = parameters.some(({ name }) => name === 'If-Match');
  const versions = ['*', '"1"', '"2"', '"99999999999999999999"', 'W/"1"', 'garbage', '"'];
  const odd = fc.record(
    {
      accept: fc.constantFrom('application/json', '*/*', 'text/html', 'garbage', 'text/csv;q=x'),
      'accept-language': fc.constantFrom('en', 'de, fr;q=0', '*', ';;q=,'),
      'if-none-match': fc.constantFrom(...versions),
      ...(takesVersion ? { 'if-match': fc.constantFrom(...versions) } : {}),
    },
    { requiredKeys: [] },
  );
  return fc.oneof({ weight: 4, arbitrary: fc.constant({}) }, { weight: 1, arbitrary: odd });
}

function address(
  template: string,
  inPath: readonly Parameter[],
  values: readonly unknown[],
  query: Readonly<Record<string, unknown>>,
): string {
  const path = inPath.reduce(
    (url, { name }, index) =>
      url.replace(`{${name}}`, encodeURIComponent((String(values[index]) || '-').toWellFormed())),
    template,
  );
  const search = new URLSearchParams(
    Object.entries(query).map(([name, value]): [string, string] => [name, String(value)]),
  ).toString();
  return search === '' ? path : `${path}?${search}`;
}

async function fire(
  test: TestService,
  { method, body }: Operation,
  shot: Shot,
): Promise<Reply<unknown> | string> {
  try {
    return await test.call<unknown>(method, shot.path, {
      as: shot.as,
      headers: {
        ...shot.headers,
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      },
      ...(body === undefined ? {} : { body: JSON.stringify(shot.body) }),
    });
  } catch (error) {
    return `${error instanceof Error ? error.message : String(error)}\n${method} ${text(shot)}`;
  }
}

function faultOf(
  { status, body }: Reply<unknown>,
  operation: Operation,
  shot: Shot,
  matcher: OpenApiMatcher,
): string | null {
  const { code, errors = [] } = (body ?? {}) as Partial<Pick<Problem, 'code' | 'errors'>>;
  if (status >= 500) return `${operation.label} failed with ${String(status)} {${text(body)}`;
  // No schema can say that one member may not come before another.
  const isOfOrder = errors.length > 0 && errors.every((error) => error.code === 'not-before');
  if (shot.fits && code === 'request/validation-failed' && !isOfOrder) {
    return `${operation.label} refused what its document calls well-formed {${text(body)}`;
  }
  if (status < 300 && operation.body !== undefined) {
    const gaps = matcher.mismatches(operation.label, operation.body, shot.body);
    if (gaps.length > 0) return `${operation.label} accepted {${gaps.join('; ')}`;
  }
  return null;
}

function resolve(document: OpenAPIObject, reference: string): JsonSchema {
  const name = reference.replace('#/components/schemas/', '');
  const schema = document.components?.schemas?.[name];
  if (schema === undefined) throw new Error(`${reference} names no schema`);
  return schema;
}

/** The resources found in the answers. Later requests use them in the states that earlier requests produced. */
class Resources {
  private readonly known = new Map<string, (readonly string[])[]>();

  /** Values for the parameters of a path: those of the latest resources at the path, or at its beginning. */
  at(template: string): (readonly string[])[] {
    return this.known.get(collectionOf(template)) ?? [];
  }

  ids(): string[] {
    return [...this.known.values()].flat().flatMap((values) => values.slice(-1));
  }

  remember(path: string, operations: readonly Operation[]): void {
    const own = operations.find(({ template }) =>
      new RegExp(`^${template.replace(/\{\w+\}/g, '[^/]+')}$`).test(path),
    );
    if (own === undefined) throw new Error(`${path} is none of the service's resources`);
    const known = this.known.get(collectionOf(own.template)) ?? [];
    this.known.set(collectionOf(own.template), [...known, valuesIn(own.template, path)]);
  }

  learn({ template }: Operation, url: string, body: unknown): void {
    if (template.endsWith('}') || typeof body !== 'object' || body === null) return;
    const { id, items } = body as { readonly id?: unknown; readonly items?: unknown };
    const above = valuesIn(template, url);
    const found = [id, ...(Array.isArray(items) ? items.map((item: unknown) => idOf(item)) : [])];
    const collection = collectionOf(`${template}/{}`);
    const before = (this.known.get(collection) ?? []).map((values) => values.join('/'));
    const now = found.flatMap((one) => (isUuid(one) ? [[...above, one].join('/')] : []));
    const latest = [...new Set([...before, ...now])].slice(-LATEST);
    this.known.set(
      collection,
      latest.map((path) => path.split('/')),
    );
  }
}

/** The number of resources kept of each collection: small, so that several requests use the same resource. */
const LATEST = 12;

const isUuid = (value: unknown): value is string =>
  typeof value === 'string' && /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(value);
const idOf = (item: unknown): unknown => (item as { readonly id?: unknown } | null)?.id;

/** For example, `/a/{id}/b/{bid}/c` belongs to `/a/{}/b/{}`. */
function collectionOf(template: string): string {
  return template.replace(/\{\w*\}/g, '{}').replace(/\/[^{}]*$/, '');
}

function valuesIn(template: string, url: string): string[] {
  const values = (url.split('?', 1)[0] ?? '').split('/');
  return template
    .split('/')
    .flatMap((part, index) => (part.startsWith('{') ? [values[index] ?? ''] : []));
}

const text = (value: unknown): string => JSON.stringify(value).slice(0, 1_500);
