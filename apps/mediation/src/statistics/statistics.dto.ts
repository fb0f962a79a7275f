import { applyDecorators } from '@nestjs/common';

import { Checked, OneOf, Shown, Text, Whole } from '@passerelle/http';

import { PrintQuery } from '../printing/printing.dto.js';
import { AUDIENCES, type Audience } from './audience.js';

const MOST_DAYS = 9_999.99;

/** A number of days in the form that the statistics answer: a JSON number with at most two decimals. */
function MeanDays(description: string): PropertyDecorator {
  const accepts = (value: unknown): boolean =>
    typeof value === 'number' &&
    value >= 0 &&
    value <= MOST_DAYS &&
    Math.round(value * 100) / 100 === value;
  return applyDecorators(
    Shown({
      type: 'number',
      minimum: 0,
      maximum: MOST_DAYS,
      multipleOf: 0.01,
      description,
      example: 11.44,
    }),
    Checked({
      code: 'mean-days',
      accepts,
      expects: {
        fr: `un nombre de 0 à ${String(MOST_DAYS)}, avec au plus deux décimales`,
        en: `a number from 0 to ${String(MOST_DAYS)}, with at most two decimals`,
      },
    }),
  );
}

export class RecordNationalFigures {
  @Whole({ description: 'Mean number of mediations that a Caf opened' })
  opened!: number;

  @MeanDays('Mean days from receipt to decision of all Caf; at most two decimals')
  meanDaysToDecision!: number;

  @Text({ max: 300, description: 'The publication that gives the figures; the report quotes it' })
  source!: string;
}

export class ReportQuery extends PrintQuery {
  @OneOf(AUDIENCES, {
    optional: true,
    description:
      '`internal`: every figure, for mediators alone, and what they get by default; `public`: what every other reader gets, without the small cells',
  })
  audience?: Audience;
}
