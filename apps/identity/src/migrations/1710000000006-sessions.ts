import type { MigrationInterface, QueryRunner } from '@passerelle/persistence';

/** A session is a row of its own. Until now a session was no more than the family of its refresh tokens. */
export class Sessions1710000000006 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table sessions (
        id uuid primary key,
        account_id uuid not null references accounts (id),
        opened_at timestamptz not null,
        last_used_at timestamptz not null,
        ends_at timestamptz not null,
        amr text[] not null,
        authenticated_at timestamptz not null,
        device text,
        ended_at timestamptz,
        end_reason text
      )`);
    // An open session keeps its tokens. The id of a token is a UUID of version 7, which begins with the
    // instant of its making in milliseconds. The session ends with its present token, at the latest.
    await runner.query(`
      insert into sessions
        (id, account_id, opened_at, last_used_at, ends_at, amr, authenticated_at)
      select family_id, account_id, min(made_at), max(made_at), max(expires_at), '{pwd}', min(made_at)
      from (
        select family_id, account_id, expires_at, revoked_at,
               to_timestamp(('x' || substr(replace(id::text, '-', ''), 1, 12))::bit(48)::bigint / 1000.0)
                 as made_at
        from refresh_tokens
      ) as token
      group by family_id, account_id
      having max(expires_at) > now() and bool_and(revoked_at is null)`);
    await runner.query(
      'delete from refresh_tokens where family_id not in (select id from sessions)',
    );
    await runner.query(`
      alter table refresh_tokens
        drop column account_id,
        drop column revoked_at,
        add constraint refresh_tokens_session
          foreign key (family_id) references sessions (id) on delete cascade`);
    await runner.query('alter table refresh_tokens rename column family_id to session_id');
    await runner.query(
      'create index sessions_open on sessions (account_id) where ended_at is null',
    );
    await runner.query('create index sessions_ended_at on sessions (ended_at)');
    await runner.query('create index sessions_ends_at on sessions (ends_at)');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('alter table refresh_tokens rename column session_id to family_id');
    await runner.query(`
      alter table refresh_tokens
        drop constraint refresh_tokens_session,
        add column account_id uuid references accounts (id),
        add column revoked_at timestamptz`);
    await runner.query(`
      update refresh_tokens set account_id = sessions.account_id, revoked_at = sessions.ended_at
      from sessions where sessions.id = family_id`);
    await runner.query('alter table refresh_tokens alter column account_id set not null');
    await runner.query('create index refresh_tokens_account on refresh_tokens (account_id)');
    await runner.query('drop table sessions');
  }
}
