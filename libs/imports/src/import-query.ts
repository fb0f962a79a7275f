import { QueryFlag } from '@passerelle/http';

/** The query of a route that takes a file. */
export class ImportQuery {
  @QueryFlag({ optional: true, description: 'Checks the file and keeps nothing but the report' })
  dryRun?: boolean;
}
