import { applyDecorators } from '@nestjs/common';
import { ApiExtraModels, ApiProperty, ApiResponse, getSchemaPath } from '@nestjs/swagger';

import { type ErrorFactory, groupBy } from '@passerelle/kernel';

import { Problem, PROBLEM_MEDIA_TYPE, STATUS_OF } from './problem.js';

/** Documents the refusals of a route: one response a status, with the codes that it may carry. */
export function Problems(...errors: ErrorFactory[]): MethodDecorator {
  const byStatus = groupBy(errors, ({ definition }) => STATUS_OF[definition.kind]);
  return applyDecorators(
    ...[...byStatus].map(([status, own]) =>
      ApiResponse({
        status,
        description: own
          .map(({ definition }) => `\`${definition.code}\`: ${definition.title.en}`)
          .join('\n\n'),
        content: { [PROBLEM_MEDIA_TYPE]: { schema: { $ref: getSchemaPath(Problem) } } },
      }),
    ),
  );
}

type ViewClass = abstract new (...args: never[]) => object;

/** Documents a list's page of views. */
export function PageOf(view: ViewClass, description: string): MethodDecorator & ClassDecorator {
  return applyDecorators(
    ApiExtraModels(view),
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

/** The members of a view: documented, nothing else. */
export const Shown = ApiProperty;
