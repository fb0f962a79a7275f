import { OneOf } from '@passerelle/http';

import { READABLE_CODES } from '../scales/scale.js';

export class FollowScale {
  @OneOf(READABLE_CODES, { example: 'rsa' })
  scale!: string;
}
