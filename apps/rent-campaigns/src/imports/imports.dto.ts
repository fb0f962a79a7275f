import { OneOf } from '@passerelle/http';
import { ImportQuery } from '@passerelle/imports';

import { CHANNELS, type Channel } from '../campaigns/campaign.js';

export class DeclarationsImportQuery extends ImportQuery {
  @OneOf(CHANNELS, {
    description: 'How the lines reached the Caf; a landlord’s own file is `online`',
  })
  channel!: Channel;
}
