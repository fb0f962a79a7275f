import type { Transactions } from '@passerelle/persistence';

/** An event may come again as long as a queue or an outbox keeps the event: far less than 90 days. */
const INBOX_RETENTION_DAYS = 90;

export async function purgeInbox(transactions: Transactions): Promise<void> {
  await transactions.run(async (tx) => {
    await tx.query(`delete from inbox where handled_at < now() - $1 * interval '1 day'`, [
      INBOX_RETENTION_DAYS,
    ]);
  });
}
