import { OneOf, QueryFlag } from '@passerelle/http';

import { CHANNELS, type Channel } from '../campaigns/campaign.js';

export class RosterQuery {
  @QueryFlag({ optional: true, description: 'Checks the file and keeps nothing but the report' })
  dryRun?: boolean;
}

export class DeclarationsImportQuery extends RosterQuery {
  @OneOf(CHANNELS, {
    description: 'How the lines reached the Caf; a landlord’s own file is `online`',
  })
  channel!: Channel;
}
