import { Shown } from '@passerelle/http';
import type { LocalDate } from '@passerelle/kernel';

import { DELIVERIES, type Delivery } from './dispatch.js';

export class ServiceContactView {
  @Shown()
  name!: string;

  @Shown()
  postalAddress!: string;

  @Shown()
  phone!: string;

  @Shown({ type: String, nullable: true })
  email!: string | null;
}

export class AcknowledgementView {
  @Shown()
  reference!: string;

  @Shown()
  fileNumber!: string;

  @Shown({ type: String, format: 'date' })
  receivedOn!: LocalDate;

  @Shown()
  receipt!: string;

  @Shown({ type: ServiceContactView })
  service!: ServiceContactView;

  @Shown({
    enum: DELIVERIES,
    description:
      'How it reaches the person: `pending` while it is not known, `to_print` where no account or address is',
  })
  delivery!: Delivery;

  @Shown({ type: [String], description: 'Where the case stands today' })
  state!: string[];

  @Shown({ type: [String], description: 'The missing information; empty when nothing is missing' })
  missing!: string[];

  @Shown({ type: [String], description: 'What a silence means' })
  silence!: string[];

  @Shown({
    type: [String],
    description:
      'The remedies and their time limits, as they stand today; what is unverified says so',
  })
  remedies!: string[];
}
