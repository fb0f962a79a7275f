import { Shown } from '@passerelle/http';

import { READABLE_CODES } from '../scales/scale.js';

export class SubscriptionView {
  @Shown({ format: 'uuid' })
  id!: string;

  @Shown({ enum: READABLE_CODES })
  scale!: string;

  @Shown({ format: 'date-time' })
  createdAt!: string;
}

export class NoticeView {
  @Shown({ format: 'uuid' })
  id!: string;

  @Shown({ format: 'uuid' })
  versionId!: string;

  @Shown({
    enum: READABLE_CODES,
    isArray: true,
    description: 'Scales that you follow and that changed',
  })
  scales!: string[];

  @Shown({ format: 'date' })
  effectiveFrom!: string;

  @Shown({ format: 'date' })
  publishedOn!: string;

  @Shown({ type: Boolean, description: 'Values that were published before changed' })
  correction!: boolean;

  @Shown({ type: [String], description: 'Where to read them' })
  links!: string[];

  @Shown({ format: 'date-time' })
  createdAt!: string;
}
