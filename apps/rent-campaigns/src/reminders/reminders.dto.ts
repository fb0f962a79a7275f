import { OneOf, PageQuery } from '@passerelle/http';

import { DELIVERIES, type Delivery } from './reminder-plan.js';

export class RemindersQuery extends PageQuery {
  @OneOf(DELIVERIES, {
    optional: true,
    description: '`no_contact`: landlords without contact, whom staff reach in another way',
  })
  delivery?: Delivery;
}
