import { OneOf, PageQuery, Siret } from '@passerelle/http';

import { SUSPENSION_STATUSES, type SuspensionStatus } from './suspension.js';

export class SuspensionsQuery extends PageQuery {
  @OneOf(SUSPENSION_STATUSES, { optional: true })
  status?: SuspensionStatus;

  @Siret({ optional: true })
  landlordSiret?: string;
}
