import { ApiProperty } from '@nestjs/swagger';

import { DomainError, type ErrorKind, fillSentence, type Language } from '@passerelle/kernel';

/** The only mapping from the kind of an error to its HTTP status. */
export const STATUS_OF: Readonly<Record<ErrorKind, number>> = {
  invalid: 400,
  unauthenticated: 401,
  forbidden: 403,
  'not-found': 404,
  'too-slow': 408,
  conflict: 409,
  gone: 410,
  stale: 412,
  'too-large': 413,
  'unsupported-media-type': 415,
  rule: 422,
  'precondition-required': 428,
  throttled: 429,
  unavailable: 503,
};

export class ProblemField {
  @ApiProperty({ description: 'JSON pointer into the body, or `?name` for a query parameter' })
  pointer!: string;

  @ApiProperty({ description: 'Stable code of the refusal' })
  code!: string;

  @ApiProperty({ description: 'What is expected, in the language of the request' })
  detail!: string;
}

/** RFC 9457 problem details. */
export class Problem {
  @ApiProperty({
    description: 'URN of the kind of problem',
    example: 'urn:passerelle:problem:request/validation-failed',
  })
  type!: string;

  @ApiProperty({ example: 'Données invalides' })
  title!: string;

  @ApiProperty({ example: 400 })
  status!: number;

  @ApiProperty({ required: false })
  detail?: string;

  @ApiProperty({ description: 'URN of this occurrence: quote it when asking for help' })
  instance!: string;

  @ApiProperty({ description: 'Stable code to branch on', example: 'request/validation-failed' })
  code!: string;

  @ApiProperty({ type: [ProblemField] })
  errors!: ProblemField[];

  @ApiProperty({
    required: false,
    type: 'integer',
    description: 'How many further faults `errors` does not list; absent when it lists all of them',
  })
  omittedErrors?: number;
}

/** The faults that a problem lists: an answer must not grow with what a request makes up. */
const MAX_ERRORS = 100;

export const PROBLEM_MEDIA_TYPE = 'application/problem+json';

export function problemOf(error: DomainError, language: Language, requestId: string): Problem {
  const { definition, meta, fields } = error;
  return {
    type: `urn:passerelle:problem:${definition.code}`,
    title: definition.title[language],
    status: STATUS_OF[definition.kind],
    ...(definition.detail === undefined
      ? {}
      : { detail: fillSentence(definition.detail, meta)[language] }),
    instance: `urn:uuid:${requestId}`,
    code: definition.code,
    errors: fields.slice(0, MAX_ERRORS).map(({ pointer, code, detail }) => ({
      pointer,
      code,
      detail: fillSentence(detail, meta)[language],
    })),
    ...(fields.length > MAX_ERRORS ? { omittedErrors: fields.length - MAX_ERRORS } : {}),
  };
}

/** A problem of the protocol, not of a domain rule. It has no detail, because the status is sufficient. */
export function bareProblem(status: number, language: Language, requestId: string): Problem {
  const title = BARE_TITLES[status] ?? { fr: 'Erreur interne', en: 'Internal error' };
  const code = BARE_CODES[status] ?? 'request/internal-error';
  return {
    type: `urn:passerelle:problem:${code}`,
    title: title[language],
    status,
    instance: `urn:uuid:${requestId}`,
    code,
    errors: [],
  };
}

const BARE_TITLES: Readonly<Record<number, { fr: string; en: string }>> = {
  400: { fr: 'Requête invalide', en: 'Invalid request' },
  405: { fr: 'Méthode non admise', en: 'Method not allowed' },
  406: { fr: 'Aucun format accepté n’est disponible', en: 'No acceptable format available' },
  408: { fr: 'Requête trop lente', en: 'Request timed out' },
  431: { fr: 'En-têtes trop volumineux', en: 'Request headers too large' },
  500: { fr: 'Erreur interne', en: 'Internal error' },
};

const BARE_CODES: Readonly<Record<number, string>> = {
  400: 'request/malformed-request',
  405: 'request/method-not-allowed',
  406: 'request/not-acceptable',
  408: 'request/timeout',
  431: 'request/headers-too-large',
  500: 'request/internal-error',
};
