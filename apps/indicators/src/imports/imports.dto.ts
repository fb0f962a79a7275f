import { QueryFlag } from '@passerelle/http';

export class ImportQuery {
  @QueryFlag({ optional: true, description: 'Checks the file and keeps nothing but the report' })
  dryRun?: boolean;
}
