import { Injectable } from '@nestjs/common';

import type { Tx } from '@passerelle/persistence';

@Injectable()
export class SendingCountsRepository {
  /** Counts one more message of the hour. @returns false when the hour has as many as the limit */
  async add(tx: Tx, subject: string, hour: Date, limit: number): Promise<boolean> {
    const rows = await tx.query(
      `insert into sending_counts as counted (subject, hour, sent) values ($1, $2, 1)
       on conflict (subject, hour) do update set sent = counted.sent + 1 where counted.sent < $3
       returning sent`,
      [subject, hour, limit],
    );
    return rows.length > 0;
  }

  async forget(tx: Tx, before: Date): Promise<void> {
    await tx.query('delete from sending_counts where hour < $1', [before]);
  }
}
