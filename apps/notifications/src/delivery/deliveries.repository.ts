import { Injectable } from '@nestjs/common';

import { Transactions, type Tx } from '@passerelle/persistence';

import { type Message, MESSAGE_COLUMNS } from '../messages/message.entity.js';
import type { Settlement } from '../messages/message.js';

/** A message taken for an attempt, which is this process's until `dueAt`. */
export type Claim = Message & { readonly attemptId: string };

/** The messages as a queue: which are due, who holds them, what became of an attempt. */
@Injectable()
export class DeliveriesRepository {
  constructor(private readonly transactions: Transactions) {}

  /**
   * Takes what is due, and what another process had taken and did not finish in time. What has to
   * arrive soonest comes first.
   */
  claim(tx: Tx, attemptId: string, now: Date, until: Date, count: number): Promise<Claim[]> {
    return tx.query<Claim>(
      `update messages set status = 'sending', attempt_id = $1, attempts = attempts + 1, due_at = $3,
              version = version + 1
       where id in (select id from messages where status in ('queued', 'sending') and due_at <= $2
                    order by expires_at, due_at limit $4 for update skip locked)
       returning ${MESSAGE_COLUMNS}`,
      [attemptId, now, until, count],
    );
  }

  /**
   * Puts on record, before anything leaves, that the attempt may have reached the outside.
   *
   * @returns false when the message is no longer this attempt's: then nothing may leave
   */
  async recordSending(tx: Tx, claim: Claim, now: Date, until: Date): Promise<boolean> {
    const rows = await tx.query(
      `update messages set handover_at = $3, due_at = $4, version = version + 1
       where id = $1 and attempt_id = $2 returning id`,
      [claim.id, claim.attemptId, now, until],
    );
    return rows.length > 0;
  }

  /** @returns false when the message is no longer this attempt's */
  async settle(tx: Tx, claim: Claim, settlement: Settlement): Promise<boolean> {
    const rows = await tx.query(
      `update messages set status = $3, last_error_code = $4, due_at = $5, sent_at = $6,
              sealed = case when $7 then null else sealed end,
              attempts = attempts - case when $8 then 1 else 0 end,
              attempt_id = null, handover_at = null, version = version + 1
       where id = $1 and attempt_id = $2 returning id`,
      [
        claim.id,
        claim.attemptId,
        settlement.status,
        settlement.lastErrorCode,
        settlement.dueAt,
        settlement.sentAt,
        settlement.forget,
        settlement.untried,
      ],
    );
    return rows.length > 0;
  }

  /** Ends what was not sent in time and forgets its content. @returns how many */
  async expire(tx: Tx, now: Date): Promise<number> {
    const rows = await tx.query(
      `update messages set sealed = null, due_at = null, version = version + 1,
              status = case when status in ('kept', 'queued') then 'expired' else status end
       where sealed is not null and expires_at <= $1 and status <> 'sending' returning id`,
      [now],
    );
    return rows.length;
  }

  /** Messages that should have been taken up before this instant. */
  async countOverdue(before: Date): Promise<number> {
    const [row] = await this.transactions.read<{ count: number }>(
      `select count(*) as count from messages where status in ('queued', 'sending') and due_at < $1`,
      [before],
    );
    return row?.count ?? 0;
  }
}
