import { DEFAULT_LIMIT, MAX_LIMIT } from '@passerelle/persistence';

import { QueryWhole, Text } from './fields.js';

/** The parameters of every list. */
export class PageQuery {
  @QueryWhole({
    min: 1,
    max: MAX_LIMIT,
    optional: true,
    description: `Items a page, ${String(DEFAULT_LIMIT)} by default`,
  })
  limit: number = DEFAULT_LIMIT;

  @Text({ max: 500, optional: true, description: 'The value of `next` of the previous page' })
  after?: string;
}
