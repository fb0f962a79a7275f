import type { OpenAPIObject } from '@nestjs/swagger';

import { authErrors } from '@passerelle/auth';
import {
  isProblemSchema,
  PROBLEM_MEDIA_TYPE,
  problemSchema,
  requestErrors,
} from '@passerelle/http';
import type { ErrorFactory } from '@passerelle/kernel';
import { pageErrors } from '@passerelle/persistence';

type ResponseObject = NonNullable<NonNullable<OpenAPIObject['components']>['responses']>[string];

export type Operation = NonNullable<OpenAPIObject['paths'][string]['get']>;

/** A refusal that the platform gives to operations of one kind, whatever their service. */
interface EdgeProblem {
  readonly status: number;
  readonly description: string;
  readonly errors: readonly ErrorFactory[];
}

const OF_PARAMETERS = [
  requestErrors.malformedUrl,
  requestErrors.malformedRequest,
  requestErrors.forbiddenCharacter,
  requestErrors.validationFailed,
];

/** By the name under which the documents list them. */
export const EDGE_PROBLEMS = {
  InvalidParameters: {
    status: 400,
    description: 'The parameters are malformed or do not fit the schema',
    errors: OF_PARAMETERS,
  },
  InvalidPage: {
    status: 400,
    description:
      'The parameters are malformed or do not fit the schema, or the cursor is not one of ours',
    errors: [...OF_PARAMETERS, ...Object.values(pageErrors)],
  },
  InvalidRequest: {
    status: 400,
    description: 'The request is malformed or does not fit the schema',
    errors: [
      ...OF_PARAMETERS,
      requestErrors.invalidIfMatch,
      requestErrors.invalidIdempotencyKey,
      requestErrors.malformedJson,
      requestErrors.invalidUtf8,
      requestErrors.duplicateKey,
      requestErrors.forbiddenMember,
      requestErrors.tooDeep,
      requestErrors.tooManyMembers,
      requestErrors.tooManyValues,
      requestErrors.numberOutOfRange,
    ],
  },
  Unauthenticated: {
    status: 401,
    description: 'No access token, or one that is not valid',
    errors: [authErrors.tokenMissing, authErrors.tokenInvalid],
  },
  SignInTooWeak: {
    status: 401,
    description: 'No valid access token, or one whose sign-in lacks the second factor (RFC 9470)',
    errors: [
      authErrors.tokenMissing,
      authErrors.tokenInvalid,
      authErrors.insufficientUserAuthentication,
    ],
  },
  Forbidden: {
    status: 403,
    description: 'The caller may not do this',
    errors: [authErrors.forbidden],
  },
  NotFound: {
    status: 404,
    description: 'No such resource, or none that the caller may know of',
    errors: [requestErrors.unknownId],
  },
  KeyInFlight: {
    status: 409,
    description: 'A conflict with the present state, or the same key in flight',
    errors: [requestErrors.idempotencyKeyInFlight],
  },
  VersionMismatch: {
    status: 412,
    description: 'The resource has changed since it was read',
    errors: [requestErrors.versionMismatch],
  },
  BodyTooLarge: {
    status: 413,
    description: 'The body exceeds 1 MiB',
    errors: [requestErrors.bodyTooLarge],
  },
  UnsupportedMediaType: {
    status: 415,
    description: 'The content type is not accepted',
    errors: [requestErrors.unsupportedMediaType],
  },
  KeyReused: {
    status: 422,
    description: 'A rule refuses it, or the idempotency key served another request',
    errors: [requestErrors.idempotencyKeyReused],
  },
  TooManyRequests: {
    status: 429,
    description: 'The caller, or the organisation, asked for too much: again after `Retry-After`',
    errors: [requestErrors.tooManyRequests],
  },
  Unavailable: {
    status: 503,
    description: 'Temporarily unavailable; try again after `Retry-After`',
    errors: [requestErrors.temporarilyUnavailable, authErrors.keysUnavailable],
  },
} satisfies Readonly<Record<string, EdgeProblem>>;

/** Documents a refusal of the platform at an operation, beside those that the operation documents itself. */
export function addEdgeProblem(operation: Operation, name: keyof typeof EDGE_PROBLEMS): void {
  const { status, errors }: EdgeProblem = EDGE_PROBLEMS[name];
  const own = operation.responses[String(status)];
  if (own === undefined) {
    operation.responses[String(status)] = { $ref: referenceTo(name) };
    return;
  }
  if ('$ref' in own) return;
  for (const { schema } of Object.values(own.content ?? {})) {
    if (!isProblemSchema(schema)) continue;
    const [, { properties }] = schema.allOf;
    properties.code.enum = [...new Set([...properties.code.enum, ...codesOf(errors)])];
  }
}

/** The responses to which the operations of a document refer. */
export function edgeResponses({ paths }: OpenAPIObject): Record<string, ResponseObject> {
  const text = JSON.stringify(paths);
  return Object.fromEntries(
    Object.entries<EdgeProblem>(EDGE_PROBLEMS)
      .filter(([name]) => text.includes(`"${referenceTo(name)}"`))
      .map(([name, { description, errors }]) => [
        name,
        {
          description,
          content: { [PROBLEM_MEDIA_TYPE]: { schema: problemSchema(codesOf(errors)) } },
        },
      ]),
  );
}

const referenceTo = (name: string): string => `#/components/responses/${name}`;

const codesOf = (errors: readonly ErrorFactory[]): string[] =>
  errors.map(({ definition }) => definition.code);
