import { ApiProperty } from '@nestjs/swagger';
import { ValidateBy, ValidateIf } from 'class-validator';

import { Checked, Day, Flag, Text } from '@passerelle/http';
import type { LocalDate } from '@passerelle/kernel';

import { READABLE_CODES } from '../scales/scale.js';

const isScope = (value: unknown): boolean =>
  value === 'all' ||
  (Array.isArray(value) &&
    value.length > 0 &&
    new Set(value).size === value.length &&
    value.every((code) => typeof code === 'string' && READABLE_CODES.includes(code)));

export class Revalue {
  @Day({ description: 'The day from which the new values are in force', example: '2024-04-01' })
  effectiveFrom!: LocalDate;

  // Its form is the business of `parseRate`, whose refusal says what is expected.
  @ApiProperty({
    description:
      'The increase as a decimal fraction: `"0.046"` for 4.6 %. `"4,6"`, `46` and `"1.046"` are refused.',
    oneOf: [{ type: 'string', pattern: String.raw`^-?0(\.\d{1,9})?$` }, { type: 'number' }],
    example: '0.046',
  })
  @ValidateIf((_, value: unknown) => value !== undefined)
  @ValidateBy({ name: 'rate', validator: { validate: () => true } })
  rate!: unknown;

  @ApiProperty({
    required: false,
    description: '`"all"` (the default), or the codes of scales; `bmaf` is one of them',
    oneOf: [
      { type: 'string', enum: ['all'] },
      {
        type: 'array',
        items: { type: 'string', enum: READABLE_CODES as string[] },
        minItems: 1,
        uniqueItems: true,
      },
    ],
    example: 'all',
  })
  @ValidateIf((_, value: unknown) => value !== undefined)
  @Checked({
    code: 'scope',
    accepts: isScope,
    expects: {
      fr: '"all", ou une liste de codes de barèmes',
      en: '"all", or a list of scale codes',
    },
  })
  scope?: 'all' | string[];

  @Text({
    optional: true,
    max: 40,
    description: 'What is revalued: `april` (the default), `family_ceilings`, `housing_rents`',
    example: 'april',
  })
  index?: string;

  @Text({ optional: true, min: 3, max: 500, description: 'The text, for the drafts' })
  reference?: string;

  @Flag({ optional: true, description: 'Only shows what would become of each parameter' })
  dryRun?: boolean;
}
