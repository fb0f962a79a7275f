import type { INestApplication } from '@nestjs/common';
import { DocumentBuilder, type OpenAPIObject, SwaggerModule } from '@nestjs/swagger';

import { Problem } from '@passerelle/http';

import type { ServiceDefinition } from './definition.js';
import { addEdgeProblem, edgeResponses, type Operation } from './edge-problems.js';
import type { Route } from './routes.js';

const METHODS = ['get', 'put', 'post', 'patch', 'delete'] as const;

/** The service's OpenAPI 3.1 document, complete enough to call it from the document alone. */
export function describe(
  app: INestApplication,
  definition: ServiceDefinition,
  routes: readonly Route[],
  publicPath: string,
): OpenAPIObject {
  const config = new DocumentBuilder()
    .setOpenAPIVersion('3.1.0')
    .setTitle(`Passerelle — ${definition.title.en}`)
    .setDescription(`${definition.description}\n\n${COMMON}`)
    .setVersion('1')
    .setLicense('EUPL-1.2', 'https://eupl.eu/')
    .addServer(publicPath === '' ? '/' : publicPath, 'This installation')
    .addBearerAuth({ type: 'http', scheme: 'bearer', bearerFormat: 'JWT' }, 'accessToken')
    .build();
  const document = SwaggerModule.createDocument(app, config, {
    extraModels: [Problem],
    operationIdFactory: (controller, method) =>
      `${controller.replace(/Controller$/, '').replace(/^./, (first) => first.toLowerCase())}_${method}`,
  });
  for (const route of routes) complete(document, definition.name, route);
  document.components = {
    ...document.components,
    responses: edgeResponses(document),
    headers: { RateLimit: RATE_LIMIT, 'RateLimit-Policy': RATE_LIMIT_POLICY },
  };
  return withNullTypes(document) as OpenAPIObject;
}

const COMMON = `Errors are problem details (RFC 9457) with a stable \`code\`. Lists are keyset pages: \`limit\`, \`after\`.
Creating POSTs accept \`Idempotency-Key\`. Single resources carry an \`ETag\`; state changes accept \`If-Match\`.
Days are \`YYYY-MM-DD\` in Europe/Paris, amounts whole cents. \`Accept-Language: en\` gives English messages.
Signed-in callers read in \`RateLimit\` what is left of their limits, and in \`Retry-After\` of a 429 when to come back.
Access tokens come from \`POST /identity/oauth/token\`.`;

const OWN_ROUTES = /^\/(health\/|metrics)/;

function complete(document: OpenAPIObject, service: string, route: Route): void {
  const path = `/${service}${route.path}`.replace(/:(\w+)/g, '{$1}').replace(/\/$/, '');
  const item = document.paths[path];
  const method = METHODS.find((name) => name.toUpperCase() === route.method);
  const operation = method === undefined ? undefined : item?.[method];
  if (operation === undefined) return;
  const isPublic = 'public' in route.rule;
  operation.security = isPublic ? [] : [{ accessToken: [] }];
  operation.description = [operation.description, admitted(route)].filter(Boolean).join('\n\n');
  if (!isPublic) {
    addEdgeProblem(operation, asksSecondFactor(route) ? 'SignInTooWeak' : 'Unauthenticated');
    addEdgeProblem(operation, 'Forbidden');
    addEdgeProblem(operation, 'TooManyRequests');
  }
  // Health and figures answer for themselves, above all when the database is away.
  if (!OWN_ROUTES.test(route.path)) addEdgeProblem(operation, 'Unavailable');
  if (path.includes('{')) addEdgeProblem(operation, 'NotFound');
  if (operation.requestBody !== undefined) {
    addEdgeProblem(operation, 'BodyTooLarge');
    addEdgeProblem(operation, 'UnsupportedMediaType');
  }
  describePathParameters(operation, path);
  describeSuccess(operation);
  describeHeaders(operation, route);
  if (route.method === 'POST' && !isPublic) {
    const { parameters = [] } = operation;
    const hasKey = parameters.some((one) => 'name' in one && one.name === IDEMPOTENCY_KEY.name);
    if (!hasKey) operation.parameters = [...parameters, IDEMPOTENCY_KEY];
    addEdgeProblem(operation, 'KeyInFlight');
    addEdgeProblem(operation, 'KeyReused');
  }
  describeInvalidInput(operation, route);
}

function describeInvalidInput(operation: Operation, { method }: Route): void {
  const { parameters = [] } = operation;
  if (operation.requestBody === undefined && parameters.length === 0) return;
  const isPage = parameters.some((parameter) => 'name' in parameter && parameter.name === 'after');
  if (method !== 'GET') addEdgeProblem(operation, 'InvalidRequest');
  else addEdgeProblem(operation, isPage ? 'InvalidPage' : 'InvalidParameters');
}

/** A parameter of the path is known by its name alone, wherever it stands. */
function describePathParameters({ parameters = [] }: Operation, path: string): void {
  for (const parameter of parameters) {
    if (!('name' in parameter) || parameter.in !== 'path') continue;
    const { name } = parameter;
    const owner = path.split(`/{${name}}`, 1)[0]?.split('/').at(-1) ?? '';
    if (/^id$|Id$/.test(name)) {
      parameter.schema = { type: 'string', format: 'uuid' };
      parameter.description ??= `The \`id\` of one of the ${owner}`;
    } else if (name === 'year') {
      parameter.description ??= 'A year, four digits';
      const asText = JSON.stringify(parameter.schema).includes('string');
      parameter.example ??= asText ? '2023' : 2023;
    }
  }
}

/** What a success means where the route has nothing more to say of it. */
const SUCCESS: Readonly<Record<string, string>> = {
  200: 'As asked',
  201: 'Made',
  202: 'Received; the work goes on',
  204: 'Done; there is nothing to answer',
};

function describeSuccess({ responses }: Operation): void {
  for (const [status, response] of Object.entries(responses)) {
    if (response === undefined || '$ref' in response) continue;
    if (response.description === '') response.description = SUCCESS[status] ?? '';
  }
}

function describeHeaders(operation: Operation, { method, versioned, located, rule }: Route): void {
  for (const [status, response] of Object.entries(operation.responses)) {
    if (response === undefined || '$ref' in response || !status.startsWith('2')) continue;
    response.headers = {
      ...response.headers,
      ...(versioned ? { ETag: ETAG } : {}),
      ...(located ? { Location: LOCATION } : {}),
      ...('public' in rule ? {} : LIMIT_HEADERS),
    };
    if (Object.keys(response.headers).length === 0) delete response.headers;
  }
  if (versioned && method === 'GET') {
    operation.parameters = [...(operation.parameters ?? []), IF_NONE_MATCH];
    operation.responses['304'] = {
      description: 'The version that the caller has is the present one',
    };
  }
  const changesVersion = (operation.parameters ?? []).some(
    (parameter) => 'name' in parameter && parameter.name === 'If-Match',
  );
  if (changesVersion) addEdgeProblem(operation, 'VersionMismatch');
}

const ETAG = {
  description: 'The version of the resource; `If-Match` and `If-None-Match` take it',
  required: true,
  schema: { type: 'string' },
} as const;

const LOCATION = {
  description: 'Where the new resource is',
  required: true,
  schema: { type: 'string' },
} as const;

const RATE_LIMIT = {
  description:
    'What is left of each limit that the request counts towards: `r` requests, until the window ends in `t` seconds (draft-ietf-httpapi-ratelimit-headers-11)',
  required: true,
  schema: { type: 'string' },
  example: '"read";r=2999;t=60',
} as const;

const RATE_LIMIT_POLICY = {
  description: 'The limits that the request counts towards: `q` requests in `w` seconds',
  required: true,
  schema: { type: 'string' },
  example: '"read";q=3000;w=60',
} as const;

const LIMIT_HEADERS = {
  RateLimit: { $ref: '#/components/headers/RateLimit' },
  'RateLimit-Policy': { $ref: '#/components/headers/RateLimit-Policy' },
} as const;

const IF_NONE_MATCH = {
  name: 'If-None-Match',
  in: 'header',
  required: false,
  description: 'An `ETag`: 304 when it is the present version’s',
  schema: { type: 'string' },
} as const;

const IDEMPOTENCY_KEY = {
  name: 'Idempotency-Key',
  in: 'header',
  required: false,
  description:
    'A value of the caller’s choice: the same key and body have one effect and one answer.',
  schema: { type: 'string', minLength: 1, maxLength: 255 },
} as const;

function admitted({ rule, operationClass }: Route): string {
  if ('public' in rule) return 'Public.';
  const scopes = (rule.scopes ?? []).map((scope) => `scope \`${scope}\``);
  const callers = [...rule.roles.map((role) => `\`${role}\``), ...scopes].join(', ');
  const demand =
    rule.acr === undefined ? '' : ` A person must have signed in with \`acr\` \`${rule.acr}\`.`;
  return `For: ${callers}.${demand} Limited as \`${operationClass}\`.`;
}

function asksSecondFactor({ rule }: Route): boolean {
  return !('public' in rule) && rule.acr !== undefined;
}

/** `nullable` is of OpenAPI 3.0; in 3.1 `null` is one of the types (JSON Schema 2020-12). */
function withNullTypes(node: unknown): unknown {
  if (Array.isArray(node)) return node.map(withNullTypes);
  if (typeof node !== 'object' || node === null) return node;
  const { nullable, ...rest } = node as Record<string, unknown>;
  const converted = Object.fromEntries(
    Object.entries(rest).map(([key, value]) => [key, withNullTypes(value)]),
  );
  if (nullable !== true) {
    return nullable === undefined || typeof nullable === 'boolean'
      ? converted
      : { ...converted, nullable };
  }
  if (typeof converted.type === 'string') {
    return {
      ...converted,
      type: [converted.type, 'null'],
      ...(Array.isArray(converted.enum) ? { enum: [...(converted.enum as unknown[]), null] } : {}),
    };
  }
  const { description, ...schema } = converted;
  return {
    ...(description === undefined ? {} : { description }),
    anyOf: [schema, { type: 'null' }],
  };
}
