import { OneOf, QueryFlag, Text } from '@passerelle/http';

import { UNKNOWN_COLUMNS, type UnknownColumns } from './reception.js';

/** The query of a route that takes a file. */
export class ImportQuery {
  @QueryFlag({ optional: true, description: 'Checks the file and keeps nothing but the report' })
  dryRun?: boolean;

  @OneOf(UNKNOWN_COLUMNS, {
    optional: true,
    description:
      '`ignore`: further columns are not read, and the notes name them; by default they refuse the file',
  })
  unknownColumns?: UnknownColumns;
}

export class ImportColumnsQuery {
  @Text({ max: 60, description: 'What the file holds, as the view of an import names it' })
  kind!: string;
}
