import { Entity, PrimaryColumn } from 'typeorm';

import { InstantColumn } from '@passerelle/persistence';

/** A captcha serves once: the signatures of those that did, until they would have expired. */
@Entity({ name: 'used_captchas' })
export class UsedCaptcha {
  @PrimaryColumn({ type: 'text', name: 'signature' })
  signature!: string;

  @InstantColumn('expires_at')
  expiresAt!: Date;
}
