import type { MigrationInterface, QueryRunner } from '@passerelle/persistence';

/** What decides whether a limit holds against the person, and from when the silence about the claim counts. */
export class RemediesPrinted1720000000003 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      alter table referrals
        -- Null is unknown, as for every case that was recorded before.
        add column remedies_printed boolean,
        add column prior_claim_completed_on date
          check (prior_claim_completed_on >= prior_claim_made_on)`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      alter table referrals drop column remedies_printed, drop column prior_claim_completed_on`);
  }
}
