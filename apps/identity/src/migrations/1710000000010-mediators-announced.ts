import type { MigrationInterface, QueryRunner } from '@passerelle/persistence';

/** Mediation learns the mediators from events. Those who had the role before there were such events are told once. */
export class MediatorsAnnounced1710000000010 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      with told as (
        select gen_random_uuid() as event_id, id, version, closed_at is null as active
        from accounts where 'mediator' = any(roles)
      )
      insert into outbox (event_id, consumer, envelope)
      select event_id, 'mediation', jsonb_build_object(
        'specversion', '1.0', 'id', event_id, 'source', '/identity',
        'type', 'identity.mediator-changed.v1', 'subject', id,
        'time', to_char(now() at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'),
        'datacontenttype', 'application/json', 'aggregateversion', version,
        'data', jsonb_build_object('accountId', id, 'active', active))
      from told`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(
      `delete from outbox where envelope->>'type' = 'identity.mediator-changed.v1'`,
    );
  }
}
