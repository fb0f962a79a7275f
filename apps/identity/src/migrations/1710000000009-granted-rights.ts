import type { MigrationInterface, QueryRunner } from '@passerelle/persistence';

/**
 * The Caf grants the services and profiles of a partner's agents in the agreement. Before, a partner's administrator
 * gave them. The Caf alone appoints administrators, with their services and profiles: that is what each agreement
 * grants from now on. What another agent has beyond cannot be told from what a partner gave itself, so it is
 * withdrawn until the Caf grants it, and the sessions of these agents end.
 */
export class GrantedRights1710000000009 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      alter table agreements
        add column services text[] not null default '{}',
        add column profiles text[] not null default '{}'`);
    await runner.query(`
      alter table agents
        add column services text[] not null default '{}',
        alter column profile drop not null`);
    await runner.query(`
      update agreements set
        services = array(
          select distinct service from agents agent
          join accounts account on account.id = agent.account_id
          cross join unnest(account.services) as service
          where agent.agreement_id = agreements.id and agent.administrator
          order by service),
        profiles = array(
          select distinct profile from agents agent
          where agent.agreement_id = agreements.id and agent.administrator
          order by profile)`);
    await runner.query(`
      with judged as (
        select agent.id, agent.account_id, agent.profile,
          agent.profile = any(agreement.profiles) as keeps_profile,
          account.services <@ agreement.services as keeps_services,
          array(
            select service from unnest(account.services) with ordinality as own (service, place)
            where service = any(agreement.services) order by place) as services
        from agents agent
        join agreements agreement on agreement.id = agent.agreement_id
        join accounts account on account.id = agent.account_id
      ), bounded as (
        update agents set
          services = judged.services,
          profile = case when judged.keeps_profile then judged.profile end
        from judged where judged.id = agents.id
      )
      update sessions set ended_at = now(), end_reason = 'rights_withdrawn'
      from judged
      where sessions.account_id = judged.account_id and ended_at is null
        and not (judged.keeps_profile and judged.keeps_services)`);
    await runner.query(`update accounts set services = '{}' where 'partner_agent' = any(roles)`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      update accounts set services = agents.services from agents where agents.account_id = accounts.id`);
    await runner.query(`update agents set profile = 'T1' where profile is null`);
    await runner.query(
      'alter table agents drop column services, alter column profile set not null',
    );
    await runner.query('alter table agreements drop column services, drop column profiles');
  }
}
