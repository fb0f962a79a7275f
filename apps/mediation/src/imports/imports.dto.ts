import { QueryFlag } from '@passerelle/http';

export class PastCasesQuery {
  @QueryFlag({ optional: true, description: 'Checks the file and keeps nothing but the report' })
  dryRun?: boolean;
}
