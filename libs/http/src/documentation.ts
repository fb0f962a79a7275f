import { applyDecorators } from '@nestjs/common';
import { ApiExtraModels, ApiProperty, ApiResponse, getSchemaPath } from '@nestjs/swagger';

import { type ErrorFactory, groupBy } from '@passerelle/kernel';

import { Problem, PROBLEM_MEDIA_TYPE, STATUS_OF } from './problem.js';
import { LimitedAs } from './rate-limits.js';

type ViewClass = abstract new (...args: never[]) => object;

const PROBLEMS = 'passerelle:problems';

/**
 * Documents the refusals of a route: one response for each status, with the codes that the response can contain.
 * If a route has several of these decorators, their errors are combined.
 */
export function Problems(...errors: ErrorFactory[]): MethodDecorator {
  return (target, key, descriptor) => {
    const handler = descriptor.value as object;
    const known = (Reflect.getMetadata(PROBLEMS, handler) ?? []) as readonly ErrorFactory[];
    const all = [...new Set([...known, ...errors])];
    Reflect.defineMetadata(PROBLEMS, all, handler);
    const byStatus = groupBy(all, ({ definition }) => STATUS_OF[definition.kind]);
    for (const [status, own] of byStatus) {
      ApiResponse({
        status,
        description: own
          .map(({ definition }) => `\`${definition.code}\`: ${definition.title.en}`)
          .join('\n\n'),
        content: {
          [PROBLEM_MEDIA_TYPE]: {
            schema: problemSchema(own.map(({ definition }) => definition.code)),
          },
        },
      })(target, key, descriptor);
    }
  };
}

/** Codes are listed as an enumeration, so that a client can branch on them and a test can compare answers. */
export interface ProblemSchema {
  allOf: [{ $ref: string }, { properties: { code: { enum: string[] } } }];
}

/** The schema of a problem whose `code` is one of `codes`. `form` can be a class with additional members. */
export function problemSchema(codes: readonly string[], form: ViewClass = Problem): ProblemSchema {
  return { allOf: [{ $ref: getSchemaPath(form) }, { properties: { code: { enum: [...codes] } } }] };
}

export function isProblemSchema(schema: unknown): schema is ProblemSchema {
  const [, codes] = (schema as { allOf?: unknown[] } | undefined)?.allOf ?? [];
  return (codes as { properties?: { code?: object } } | undefined)?.properties?.code !== undefined;
}

/** Documents the response of a list, a page of views, and limits the list as a search. */
export function PageOf(view: ViewClass, description: string): MethodDecorator {
  return applyDecorators(
    ApiExtraModels(view),
    LimitedAs('search'),
    ApiResponse({
      status: 200,
      description,
      schema: {
        type: 'object',
        required: ['items', 'next'],
        properties: {
          items: { type: 'array', items: { $ref: getSchemaPath(view) } },
          next: { type: 'string', nullable: true, description: 'Cursor of the next page' },
        },
      },
    }),
  );
}

/** Documents a member of a view. It adds no validation. */
export const Shown = ApiProperty;
