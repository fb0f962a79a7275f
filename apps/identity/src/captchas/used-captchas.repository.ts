import { Injectable } from '@nestjs/common';

import type { Tx } from '@passerelle/persistence';

@Injectable()
export class UsedCaptchasRepository {
  /** @returns false when the captcha was used before; of two uses at once the second waits and gets false */
  async add(tx: Tx, signature: string, expiresAt: Date): Promise<boolean> {
    const added = await tx.query(
      `insert into used_captchas (signature, expires_at) values ($1, $2)
       on conflict do nothing returning 1`,
      [signature, expiresAt],
    );
    return added.length > 0;
  }

  async deleteExpired(tx: Tx, now: Date): Promise<void> {
    await tx.query('delete from used_captchas where expires_at < $1', [now]);
  }
}
