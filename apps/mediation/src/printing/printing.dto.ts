import { OneOf } from '@passerelle/http';

import { PRINT_FORMATS, type PrintFormat } from './printed.js';

export class PrintQuery {
  @OneOf(PRINT_FORMATS, {
    optional: true,
    description: 'The printed form: a page, or A4 pages. Comes before `Accept`',
  })
  format?: PrintFormat;
}
