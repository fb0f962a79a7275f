import { Entity, PrimaryColumn } from 'typeorm';

import { InstantColumn } from '@passerelle/persistence';

/**
 * The signature of a captcha that was used. The row stays until the captcha has expired, as a captcha serves
 * once.
 */
@Entity({ name: 'used_captchas' })
export class UsedCaptcha {
  @PrimaryColumn({ type: 'text', name: 'signature' })
  signature!: string;

  @InstantColumn('expires_at')
  expiresAt!: Date;
}
